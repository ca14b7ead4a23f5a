package dev.sealer.sealedsecrets.reconcile;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sealer.crds.sealedsecrets.SealedSecretStatus.Unsealed;
import dev.sealer.kube.ObjectKey;
import java.util.List;
import org.junit.jupiter.api.Test;

class UnsealMemoryTest {

  private static final ObjectKey NEW = new ObjectKey("ns", "new");
  private static final ObjectKey OLD = new ObjectKey("ns", "old");
  private static final ObjectKey BOTH = new ObjectKey("ns", "both");

  private final UnsealMemory memory = new UnsealMemory();

  private void remember(ObjectKey key, String... sealingKeys) {
    memory.remember(key, new Unsealed(List.of(sealingKeys), "input", "uid", "1"));
  }

  @Test
  void knowsWhatAKeyUnsealedUntilThatIsForgotten() {
    remember(NEW, "b");
    remember(OLD, "a");
    remember(BOTH, "a", "b");

    assertThat(memory.unsealedBy(List.of())).isEmpty();
    assertThat(memory.unsealedBy(List.of("a"))).containsExactly(BOTH, OLD);

    remember(BOTH, "b");
    memory.forget(OLD);

    assertThat(memory.unsealedBy(List.of("a", "c"))).isEmpty();
  }
}

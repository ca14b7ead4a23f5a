package dev.sealer.sync.live;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sealer.kube.ObjectKey;
import dev.sealer.kube.ResourceType;
import dev.sealer.kube.apply.ApplyOptions;
import dev.sealer.kube.apply.DeleteOptions;
import dev.sealer.kube.apply.ObjectReadResult;
import dev.sealer.kube.apply.ObjectRef;
import dev.sealer.kube.apply.WriteResult;
import dev.sealer.kube.client.Json;
import dev.sealer.simulation.kit.InMemoryCluster;
import java.util.List;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;

/** Work that did not say as whom it writes cannot write. */
final class ApplicationObjectsTest {

  private static final ObjectRef TARGET =
      new ObjectRef(ResourceType.CONFIG_MAP, new ObjectKey("app", "a"));

  private final InMemoryCluster cluster = new InMemoryCluster("app");
  private final ApplicationObjects objects = new ApplicationObjects(cluster.server());

  private WriteResult write() {
    return objects.apply(TARGET, Json.object(), ApplyOptions.by("test").forced());
  }

  @Test
  void aWriteWithoutAnIdentityIsRefusedAndAReadIsNot() {
    ObjectNode none = Json.object();
    List<ThrowingCallable> writes =
        List.of(
            this::write,
            () -> objects.apply(TARGET, none, ApplyOptions.by("test").forced().asDryRun()),
            () -> objects.create(ResourceType.CONFIG_MAP, "app", none, "test"),
            () -> objects.mergePatch(TARGET, none, "test"),
            () -> objects.removeKeys(TARGET, "1", List.of(List.of("data")), "test"),
            () -> objects.delete(TARGET, DeleteOptions.with(DeleteOptions.Propagation.BACKGROUND)));

    for (ThrowingCallable one : writes) {
      assertThatThrownBy(one)
          .isInstanceOf(IllegalStateException.class)
          .hasMessageContaining("without an identity");
    }
    assertThat(objects.read(TARGET)).isInstanceOf(ObjectReadResult.Missing.class);
  }

  @Test
  void anIdentityEndsWithItsWork() {
    assertThat(WriteIdentity.own().during(this::write)).isInstanceOf(WriteResult.Applied.class);
    assertThat(WriteIdentity.current()).isEmpty();
    assertThatThrownBy(this::write).isInstanceOf(IllegalStateException.class);
  }

  @Test
  void anInnerIdentityDoesNotOutliveItsWork() {
    WriteIdentity outer = WriteIdentity.of("system:serviceaccount:app:outer");

    outer.run(() -> {
      WriteIdentity.own().run(() -> assertThat(WriteIdentity.required().user()).isEmpty());
      assertThat(WriteIdentity.required()).isEqualTo(outer);
    });
  }
}

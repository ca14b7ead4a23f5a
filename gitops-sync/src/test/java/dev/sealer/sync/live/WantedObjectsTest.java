package dev.sealer.sync.live;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sealer.kube.ObjectKey;
import dev.sealer.kube.platform.jdk.JdkPlatform;
import dev.sealer.sync.manifest.ResourceId;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Which Application wants what. */
final class WantedObjectsTest {

  private static final ResourceId HELLO = new ResourceId("", "ConfigMap", "app", "hello");
  private static final ResourceId OTHER = new ResourceId("", "ConfigMap", "app", "other");

  private static final ObjectKey A = new ObjectKey("one", "web");
  private static final ObjectKey B = new ObjectKey("two", "web");

  private final WantedObjects wanted = new WantedObjects();

  @Test
  void eachApplicationReplacesOnlyWhatItWanted() {
    assertThat(wanted.replace(A, List.of(HELLO, OTHER))).isEmpty();
    assertThat(wanted.replace(B, List.of(HELLO))).isEmpty();
    assertThat(wanted.replace(A, List.of(OTHER))).containsExactly(HELLO);

    assertThat(wanted.applications(HELLO)).containsExactly(B);
    assertThat(wanted.applications(OTHER)).containsExactly(A);
  }

  @Test
  void anApplicationThatHasNotToldYetMayWantAnything() {
    assertThat(wanted.mayWant(A, HELLO)).isTrue();
    assertThat(wanted.replace(A, List.of())).isEmpty();
    assertThat(wanted.mayWant(A, HELLO)).isFalse();
    assertThat(wanted.replace(A, List.of(HELLO))).isEmpty();
    assertThat(wanted.mayWant(A, HELLO)).isTrue();
  }

  @Test
  void anApplicationThatIsForgottenWantsNothing() {
    assertThat(wanted.replace(A, List.of(HELLO))).isEmpty();
    assertThat(wanted.forget(A)).containsExactly(HELLO);
    assertThat(wanted.forget(B)).isEmpty();

    assertThat(wanted.applications(HELLO)).isEmpty();
  }

  /** Each of two Applications on a thread of its own wants the same object again and again. */
  @Test
  void twoApplicationsThatTellAtOnceLoseNothing() throws InterruptedException {
    for (int round = 0; round < 300; round++) {
      List<Boolean> _ =
          JdkPlatform.standard()
              .threads()
              .all(2, List.of(() -> wantsAgainAndAgain(A), () -> wantsAgainAndAgain(B)));

      assertThat(wanted.applications(HELLO)).containsExactlyInAnyOrder(A, B);
    }
  }

  private boolean wantsAgainAndAgain(ObjectKey application) {
    for (int i = 0; i < 100; i++) {
      Set<ResourceId> _ = wanted.replace(application, List.of());
      Set<ResourceId> _ = wanted.replace(application, List.of(HELLO));
    }
    return true;
  }
}

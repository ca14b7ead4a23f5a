package dev.sealer.sync.live;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sealer.sync.manifest.ResourceId;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Which Application wants what. */
final class WantedObjectsTest {

  private static final ResourceId HELLO = new ResourceId("", "ConfigMap", "app", "hello");
  private static final ResourceId OTHER = new ResourceId("", "ConfigMap", "app", "other");

  private final WantedObjects wanted = new WantedObjects();

  @Test
  void eachApplicationReplacesOnlyWhatItWanted() {
    assertThat(wanted.replace("a", List.of(HELLO, OTHER))).isEmpty();
    assertThat(wanted.replace("b", List.of(HELLO))).isEmpty();
    assertThat(wanted.replace("a", List.of(OTHER))).containsExactly(HELLO);

    assertThat(wanted.applications(HELLO)).containsExactly("b");
    assertThat(wanted.applications(OTHER)).containsExactly("a");
  }

  @Test
  void anApplicationThatHasNotToldYetMayWantAnything() {
    assertThat(wanted.mayWant("a", HELLO)).isTrue();
    assertThat(wanted.replace("a", List.of())).isEmpty();
    assertThat(wanted.mayWant("a", HELLO)).isFalse();
    assertThat(wanted.replace("a", List.of(HELLO))).isEmpty();
    assertThat(wanted.mayWant("a", HELLO)).isTrue();
  }

  @Test
  void anApplicationThatIsForgottenWantsNothing() {
    assertThat(wanted.replace("a", List.of(HELLO))).isEmpty();
    assertThat(wanted.forget("a")).containsExactly(HELLO);
    assertThat(wanted.forget("b")).isEmpty();

    assertThat(wanted.applications(HELLO)).isEmpty();
  }
}

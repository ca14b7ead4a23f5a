package dev.sealer.sync.plan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sealer.kube.ObjectKey;
import dev.sealer.sync.manifest.ManifestException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Tests which namespaces may hold Applications, and what Applications are called. */
final class ApplicationNamespacesTest {

  private static ApplicationNamespaces with(String patterns) {
    return ApplicationNamespaces.of("argocd", List.of(patterns.split(" ")));
  }

  @ParameterizedTest
  @CsvSource({
    "team-a, team-a, true",
    "team-a, team-b, false",
    "team-a, team-aa, false",
    "team-a, xteam-a, false",
    "team-a team-b, team-b, true",
    "team-*, team-a, true",
    "team-*, team-, true",
    "team-*, a-team-a, false",
    "*, kube-system, true",
    "team-?, team-a, true",
    "team-?, team-ab, false",
    "team-[ab], team-b, true",
    "team-[!ab], team-b, false",
    "'{red,blue}-*', blue-1, true",
    "'{red,blue}-*', green-1, false",
    "/^team-(a|b)$/, team-b, true",
    "/^team-(a|b)$/, team-bc, false",
    "/team/, my-team-a, true",
    "//, team-a, true",
    "/, team-a, false",
    "team-a, argocd, true",
  })
  void aPatternMatchesAsInArgoCd(String patterns, String namespace, boolean matches) {
    assertThat(with(patterns).includes(namespace)).isEqualTo(matches);
  }

  @Test
  void withoutPatternsOnlyTheControlNamespaceIsRead() {
    ApplicationNamespaces namespaces = ApplicationNamespaces.only("argocd");

    assertThat(namespaces.includes("argocd")).isTrue();
    assertThat(namespaces.includes("team-a")).isFalse();
    assertThat(namespaces.watched()).containsExactly("argocd");
  }

  @Test
  void namesAreWatchedEachAndPatternsEverywhere() {
    assertThat(with("team-a argocd team-b team-a").watched())
        .containsExactly("argocd", "team-a", "team-b");
    assertThat(with("team-a team-*").watched()).isEmpty();
    assertThat(with("/^team-a$/").watched()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"/(?=team)/", "/(/", "team-[z-a]"})
  void aPatternThatCannotBeReadIsRefused(String pattern) {
    assertThatThrownBy(() -> with(pattern))
        .isInstanceOf(ManifestException.class)
        .hasMessageContaining(pattern);
  }

  @ParameterizedTest
  @CsvSource({"argocd, web, web", "team-a, web, team-a_web", "team-a, web.b, team-a_web.b"})
  void aNameInTrackingAnnotationsLeadsBackToItsApplication(
      String namespace, String name, String tracking) {
    ApplicationNamespaces namespaces = ApplicationNamespaces.only("argocd");
    ObjectKey application = new ObjectKey(namespace, name);

    assertThat(namespaces.tracking(application)).isEqualTo(tracking);
    assertThat(namespaces.find(tracking)).isEqualTo(application);
  }

  @ParameterizedTest
  @ValueSource(strings = {"_web", "team-a_", "_", "argocd_web"})
  void aNameThatNoApplicationHasLeadsToNone(String tracking) {
    assertThat(ApplicationNamespaces.only("argocd").find(tracking))
        .isEqualTo(ObjectKey.clusterScoped(tracking));
  }
}

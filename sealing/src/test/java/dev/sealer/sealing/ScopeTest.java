package dev.sealer.sealing;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class ScopeTest {

  @Test
  void labelsBindToWhatTheScopeNames() {
    assertThat(Scope.STRICT.label("ns", "n").text()).isEqualTo("ns/n");
    assertThat(Scope.NAMESPACE_WIDE.label("ns", "n").text()).isEqualTo("ns");
    assertThat(Scope.CLUSTER_WIDE.label("ns", "n").text()).isEmpty();
  }

  @ParameterizedTest
  @EnumSource
  void itsOwnAnnotationsAndFlagNameIt(Scope scope) {
    assertThat(Scope.ofAnnotations(scope.annotations())).isEqualTo(scope);
    assertThat(Scope.ofFlag(scope.flag())).contains(scope);
  }

  @Test
  void clusterWideWinsOverNamespaceWide() {
    assertThat(
            Scope.ofAnnotations(
                Map.of(
                    Scope.NAMESPACE_WIDE_ANNOTATION, "true",
                    Scope.CLUSTER_WIDE_ANNOTATION, "true")))
        .isEqualTo(Scope.CLUSTER_WIDE);
  }

  @ParameterizedTest
  @ValueSource(strings = {"True", "TRUE", "false", "", "1", " true"})
  void onlyExactlyTrueSetsAScope(String value) {
    assertThat(Scope.ofAnnotations(Map.of(Scope.CLUSTER_WIDE_ANNOTATION, value)))
        .isEqualTo(Scope.STRICT);
    assertThat(Scope.ofAnnotations(Map.of(Scope.NAMESPACE_WIDE_ANNOTATION, value)))
        .isEqualTo(Scope.STRICT);
  }

  @Test
  void anEmptyFlagIsStrictAndAnUnknownOneNothing() {
    assertThat(Scope.ofFlag("")).contains(Scope.STRICT);
    assertThat(Scope.ofFlag("Strict")).isEmpty();
  }

  @Test
  void aTemplateThatClaimsAWiderScopeIsFound() {
    assertThat(Scope.STRICT.widerClaimIn(Scope.NAMESPACE_WIDE.annotations()))
        .contains(Scope.NAMESPACE_WIDE);
    assertThat(Scope.NAMESPACE_WIDE.widerClaimIn(Scope.CLUSTER_WIDE.annotations()))
        .contains(Scope.CLUSTER_WIDE);
    assertThat(Scope.CLUSTER_WIDE.widerClaimIn(Scope.NAMESPACE_WIDE.annotations())).isEmpty();
    assertThat(Scope.STRICT.widerClaimIn(Map.of())).isEmpty();
  }
}

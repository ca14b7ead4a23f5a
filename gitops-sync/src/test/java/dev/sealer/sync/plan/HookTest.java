package dev.sealer.sync.plan;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sealer.kube.client.Json;
import dev.sealer.sync.manifest.Manifest;
import dev.sealer.sync.manifest.Origin;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Tests which objects are hooks, and when they are deleted. */
final class HookTest {

  private static Optional<Hook> hook(String... annotations) {
    ObjectNode object = Json.object();
    object.put("apiVersion", "batch/v1").put("kind", "Job");
    ObjectNode into = object.putObject("metadata").put("name", "a").putObject("annotations");
    for (int i = 0; i < annotations.length; i += 2) {
      into.put(annotations[i], annotations[i + 1]);
    }
    return Hook.of(new Manifest(object, new Origin("a.yaml", 1)));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "argocd.argoproj.io/hook|PreSync|[PRE_SYNC]",
        "argocd.argoproj.io/hook|PreSync, PostSync|[PRE_SYNC, POST_SYNC]",
        "argocd.argoproj.io/hook|SyncFail|[SYNC_FAIL]",
        "argocd.argoproj.io/hook|Skip|[]",
        "argocd.argoproj.io/hook|PreDelete|[PRE_DELETE]",
        "argocd.argoproj.io/hook|PostDelete|[POST_DELETE]",
        "helm.sh/hook|pre-delete,post-delete|[PRE_DELETE, POST_DELETE]",
        "helm.sh/hook|pre-install,pre-upgrade|[PRE_SYNC]",
        "helm.sh/hook|post-install|[POST_SYNC]",
        "helm.sh/hook|post-install,post-upgrade|[POST_SYNC]",
        "helm.sh/hook|pre-rollback,post-rollback,test,test-success|[]",
      })
  void phasesAreRead(String annotation, String words, String phases) {
    assertThat(hook(annotation, words).orElseThrow().phases()).hasToString(phases);
  }

  @Test
  void anOrdinaryObjectIsNotAHook() {
    assertThat(hook()).isEmpty();
    assertThat(hook("helm.sh/hook", "crd-install")).isEmpty();
  }

  @Test
  void argoCdsAnnotationCountsBeforeHelms() {
    assertThat(
            hook("argocd.argoproj.io/hook", "PostSync", "helm.sh/hook", "pre-install")
                .orElseThrow()
                .phases())
        .containsExactly(SyncPhase.POST_SYNC);
  }

  @Test
  void whatIsNotSupportedIsNamed() {
    Hook hook = hook("argocd.argoproj.io/hook", "PreRollback,Sync").orElseThrow();

    assertThat(hook.unsupported()).containsExactly("PreRollback");
    assertThat(hook.phases()).containsExactly(SyncPhase.SYNC);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "argocd.argoproj.io/sync-wave|-5|-5",
        "argocd.argoproj.io/sync-wave|+3|3",
        "argocd.argoproj.io/sync-wave|soon|0",
        "helm.sh/hook-weight|7|7",
        "other|7|0",
      })
  void theWaveIsTheAnnotationElseHelmsWeightElseZero(String annotation, String text, int wave) {
    ObjectNode object = Json.object();
    object.putObject("metadata").putObject("annotations").put(annotation, text);

    assertThat(Desired.waveOf(object)).isEqualTo(wave);
    if (annotation.startsWith("argocd")) {
      object.withObject("/metadata/annotations").put("helm.sh/hook-weight", "9");
      assertThat(Desired.waveOf(object)).isEqualTo(wave);
    }
  }

  @Test
  void withoutAPolicyAHookIsReplacedByTheNext() {
    assertThat(hook("argocd.argoproj.io/hook", "Sync").orElseThrow().deletePolicies())
        .containsExactly(Hook.DeletePolicy.BEFORE_CREATION);
    assertThat(
            hook("helm.sh/hook", "pre-install", "helm.sh/hook-delete-policy", "hook-failed")
                .orElseThrow()
                .deletePolicies())
        .containsExactly(Hook.DeletePolicy.FAILED);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "HookSucceeded|[SUCCEEDED]",
        "HookSucceeded,HookFailed|[SUCCEEDED, FAILED]",
        "hook-succeeded|[SUCCEEDED]",
        "before-hook-creation|[BEFORE_CREATION]",
        "unknown|[BEFORE_CREATION]",
      })
  void policiesAreRead(String words, String policies) {
    assertThat(
            hook("argocd.argoproj.io/hook", "Sync", "argocd.argoproj.io/hook-delete-policy", words)
                .orElseThrow()
                .deletePolicies())
        .hasToString(policies);
  }
}

package dev.sealer.sync.plan;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sealer.kube.client.Json;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Tests that a hook does not run until the status says that it was created. */
final class PausedHookTest {

  private static ObjectNode object(String apiVersion, String kind) {
    ObjectNode object = Json.object();
    object.put("apiVersion", apiVersion).put("kind", kind);
    object.putObject("metadata").put("uid", "u").put("resourceVersion", "7");
    return object;
  }

  @Test
  void aJobIsSuspendedAndResumedAtTheVersionThatWasRead() {
    ObjectNode job = object("batch/v1", "Job");
    PausedHook.pause(job);

    assertThat(job.at("/spec/suspend").asBoolean()).isTrue();
    assertThat(PausedHook.isPaused(job)).isTrue();
    assertThat(PausedHook.resume(job))
        .hasToString(
            "{\"metadata\":{\"uid\":\"u\",\"resourceVersion\":\"7\",\"annotations\":"
                + "{\"sealer.dev/paused\":null}},\"spec\":{\"suspend\":false}}");
  }

  @Test
  void aPodHasAGateNextToTheGatesOfOthers() {
    ObjectNode pod = object("v1", "Pod");
    pod.withObject("/spec").withArray("schedulingGates").addObject().put("name", "example.com/g");
    PausedHook.pause(pod);

    assertThat(pod.at("/spec/schedulingGates/1/name").asText()).isEqualTo("sealer.dev/hook");
    assertThat(PausedHook.resume(pod).path("spec"))
        .hasToString("{\"schedulingGates\":[{\"name\":\"example.com/g\"}]}");
  }

  @Test
  void aJobThatGitSuspendsIsLeftToWhoeverResumesIt() {
    ObjectNode job = object("batch/v1", "Job");
    job.withObject("/spec").put("suspend", true);
    PausedHook.pause(job);

    assertThat(PausedHook.resume(job).has("spec")).isFalse();
  }

  @Test
  void otherKindsAreOnlyMarked() {
    for (ObjectNode object : List.of(object("v1", "ConfigMap"), object("example.com/v1", "Job"))) {
      PausedHook.pause(object);

      assertThat(PausedHook.isPaused(object)).isTrue();
      assertThat(object.has("spec")).isFalse();
      assertThat(PausedHook.resume(object).has("spec")).isFalse();
    }
  }
}

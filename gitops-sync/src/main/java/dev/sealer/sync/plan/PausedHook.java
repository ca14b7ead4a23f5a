package dev.sealer.sync.plan;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sealer.kube.client.Json;
import dev.sealer.sync.manifest.Manifest;

/**
 * Creates a hook so that it does not run yet. A create tests no version, so a former leader that
 * was frozen before it may still send it when the hook has long run and been deleted. So a Job is
 * created suspended and a Pod with a scheduling gate, and everything is marked as paused. A hook
 * runs once the status, which is written under its version, says that the sync has created it. One
 * that is paused while no sync runs came too late, and is deleted.
 */
public final class PausedHook {

  /** On an object that was created paused and does not run yet: how it is kept from running. */
  public static final String ANNOTATION = "sealer.dev/paused";

  private static final String GATE = "sealer.dev/hook";
  private static final String SPEC = "spec";
  private static final String SUSPEND = "suspend";
  private static final String GATES = "schedulingGates";
  private static final String NOTHING = "nothing";

  private PausedHook() {}

  /** Pauses the object of a hook that is about to be created. */
  public static void pause(ObjectNode hook) {
    String by = NOTHING;
    if (isJob(hook) && !hook.path(SPEC).path(SUSPEND).asBoolean()) {
      hook.withObject("/" + SPEC).put(SUSPEND, true);
      by = SUSPEND;
    } else if (isPod(hook)) {
      hook.withObject("/" + SPEC).withArray(GATES).addObject().put("name", GATE);
      by = GATES;
    }
    hook.withObject("/metadata/annotations").put(ANNOTATION, by);
  }

  /** Returns whether the live object of a hook was created paused and does not run yet. */
  public static boolean isPaused(JsonNode live) {
    return Manifest.annotation(live, ANNOTATION).isPresent();
  }

  /** Returns the merge patch that lets a paused object run, if it is still as it was read. */
  public static ObjectNode resume(JsonNode live) {
    ObjectNode patch = Json.object();
    ObjectNode metadata = patch.putObject("metadata");
    metadata.set("uid", live.path("metadata").path("uid"));
    metadata.set("resourceVersion", live.path("metadata").path("resourceVersion"));
    metadata.putObject("annotations").putNull(ANNOTATION);
    switch (Manifest.annotation(live, ANNOTATION).orElse(NOTHING)) {
      case SUSPEND -> patch.putObject(SPEC).put(SUSPEND, false);
      case GATES -> {
        ArrayNode left = patch.putObject(SPEC).putArray(GATES);
        for (JsonNode gate : live.path(SPEC).path(GATES)) {
          if (!gate.path("name").asText().equals(GATE)) {
            left.add(gate);
          }
        }
      }
      default -> {
        // Its kind cannot be kept from running, or Git itself suspends it.
      }
    }
    return patch;
  }

  private static boolean isJob(JsonNode object) {
    return object.path("kind").asText().equals("Job")
        && object.path("apiVersion").asText().startsWith("batch/");
  }

  private static boolean isPod(JsonNode object) {
    return object.path("kind").asText().equals("Pod")
        && object.path("apiVersion").asText().equals("v1");
  }
}

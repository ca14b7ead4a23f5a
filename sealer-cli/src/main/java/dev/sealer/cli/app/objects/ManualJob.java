package dev.sealer.cli.app.objects;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sealer.kube.ResourceType;
import java.time.Instant;

/** The Job that {@code kubectl create job --from=cronjob/NAME} would create. Pure. */
final class ManualJob {
  static final ResourceType TYPE = new ResourceType("batch", "v1", "Job", "jobs", true);

  private ManualJob() {}

  /** Returns a Job of a CronJob, named by it and the time in seconds. */
  static ObjectNode of(JsonNode cronJob, Instant now) {
    JsonNode template = cronJob.at("/spec/jobTemplate");
    JsonNode from = cronJob.path("metadata");
    ObjectNode job = JsonNodeFactory.instance.objectNode();
    job.put("apiVersion", TYPE.apiVersion()).put("kind", TYPE.kind());
    ObjectNode metadata = job.putObject("metadata");
    // A CronJob's name has at most 52 characters, so that its Jobs have room for eleven more.
    metadata.put("name", from.path("name").asText() + "-" + now.getEpochSecond());
    metadata.put("namespace", from.path("namespace").asText());
    for (String map : new String[] {"labels", "annotations"}) {
      if (template.at("/metadata/" + map) instanceof ObjectNode given) {
        metadata.set(map, given.deepCopy());
      }
    }
    metadata.withObject("/annotations").put("cronjob.kubernetes.io/instantiate", "manual");
    metadata
        .putArray("ownerReferences")
        .addObject()
        .put("apiVersion", cronJob.path("apiVersion").asText())
        .put("kind", cronJob.path("kind").asText())
        .put("name", from.path("name").asText())
        .put("uid", from.path("uid").asText());
    job.set("spec", template.path("spec").deepCopy());
    return job;
  }
}

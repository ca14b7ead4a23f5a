package dev.sealer.sync.simulation;

import com.fasterxml.jackson.databind.JsonNode;
import dev.sealer.simulation.oracle.Oracle;
import dev.sealer.simulation.world.TracedWrite;
import java.util.Map;
import java.util.TreeMap;

/** A sync runs the Job of a hook once in a try: a migration that runs twice can do harm. */
final class EachHookRunsOnce extends Oracle {

  private final Map<String, String> ran = new TreeMap<>();

  @Override
  public void stored(TracedWrite write) {
    JsonNode job = write.stored().after();
    if (!write.isOf("jobs") || job == null || !InMemoryJobController.runs(job)) {
      return;
    }
    JsonNode metadata = job.path("metadata");
    String run =
        write.stored().key() + " " + metadata.at("/annotations/sealer.dev~1operation").asText();
    String uid = metadata.path("uid").asText();
    String before = ran.putIfAbsent(run, uid);
    if (before != null && !before.equals(uid)) {
      found(write + " runs the hook of " + run + " a second time");
    }
  }
}

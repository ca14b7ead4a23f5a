package dev.sealer.sync.simulation;

import com.fasterxml.jackson.databind.JsonNode;
import dev.sealer.kube.ObjectKey;
import dev.sealer.kube.ResourceType;
import dev.sealer.simulation.kit.ClusterUser;
import dev.sealer.simulation.world.Observer;
import dev.sealer.simulation.world.SimulatedWorld;
import dev.sealer.simulation.world.TracedWrite;
import io.fabric8.kubernetes.api.model.batch.v1.Job;
import java.time.Duration;
import java.util.HashSet;
import java.util.Set;

/** Lets each Job that is not suspended run for some seconds, and then succeed. */
final class InMemoryJobController implements Observer {

  static final ResourceType JOB = ResourceType.of(Job.class);
  private static final long LONGEST_RUN_SECONDS = 8;

  private final SimulatedWorld world;
  private final ClusterUser user;
  private final Set<String> started = new HashSet<>();

  InMemoryJobController(SimulatedWorld world) {
    this.world = world;
    this.user = new ClusterUser(world.calls("job-controller"));
  }

  /** Returns whether a Job is there and may run. */
  static boolean runs(JsonNode job) {
    return !job.at("/spec/suspend").asBoolean();
  }

  @Override
  public void stored(TracedWrite write) {
    JsonNode job = write.stored().after();
    if (!write.isOf("jobs") || job == null || !runs(job)) {
      return;
    }
    String uid = job.at("/metadata/uid").asText();
    if (started.add(uid)) {
      long seconds = world.chance().of("jobs").nextLong(1, LONGEST_RUN_SECONDS);
      world.after(Duration.ofSeconds(seconds), () -> end(write.stored().key(), uid));
    }
  }

  private void end(ObjectKey key, String uid) {
    boolean same =
        user.find(JOB, key)
            .filter(found -> found.at("/metadata/uid").asText().equals(uid))
            .isPresent();
    if (same) {
      user.writeStatus(JOB, key, "{conditions: [{type: Complete, status: \"True\"}]}");
    }
  }
}

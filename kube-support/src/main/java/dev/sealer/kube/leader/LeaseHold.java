package dev.sealer.kube.leader;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sealer.kube.ResourceType;
import dev.sealer.kube.apply.ClusterObjects;
import dev.sealer.kube.apply.ObjectReadResult;
import dev.sealer.kube.apply.ObjectRef;
import dev.sealer.kube.apply.WriteResult;
import dev.sealer.kube.client.Json;
import dev.sealer.kube.platform.Time;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Takes, renews and gives back the Lease, each with a test on its resourceVersion. */
final class LeaseHold {

  private static final Logger LOG = LoggerFactory.getLogger(LeaseHold.class);
  private static final ResourceType LEASE =
      new ResourceType("coordination.k8s.io", "v1", "Lease", "leases", true);
  private static final String FIELD_MANAGER = "sealer-leader-election";
  private static final DateTimeFormatter MICRO_TIME =
      DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSSSSS'Z'").withZone(ZoneOffset.UTC);

  /** The result of one attempt. */
  enum Try {
    /** The Lease is ours, renewed now. */
    HELD,
    /** Another holds it. */
    HELD_BY_OTHER,
    /** The Lease is ours, was not renewed, and another asks for it. */
    WANTED,
    /** It could not be read or written this time. */
    UNKNOWN
  }

  private final LeaderElection.Settings settings;
  private final ClusterObjects cluster;
  private final Time time;
  private final LeaseObserver observer;

  LeaseHold(LeaderElection.Settings settings, ClusterObjects cluster, Time time) {
    this.settings = settings;
    this.cluster = cluster;
    this.time = time;
    this.observer = new LeaseObserver(settings.identity());
  }

  Try tryHold() {
    return switch (cluster.read(target())) {
      case ObjectReadResult.Missing() -> create();
      case ObjectReadResult.Found found -> tryHold(LeaseView.of(found.object()));
      case WriteResult.Refused refused -> {
        LOG.warn("{}: the lease cannot be read: {}", settings.lease(), refused.message());
        yield Try.UNKNOWN;
      }
      case WriteResult.Unreachable u -> {
        LOG.debug("{}: {}", settings.lease(), u.message());
        yield Try.UNKNOWN;
      }
    };
  }

  private Try tryHold(LeaseView seen) {
    if (!observer.mayHold(seen, time.nanos())) {
      return Try.HELD_BY_OTHER;
    }
    boolean ours = seen.holder().equals(settings.identity());
    if (ours && seen.isWantedByOther(settings.identity())) {
      return Try.WANTED;
    }
    String now = now();
    ObjectNode spec =
        spec(now)
            .put("acquireTime", ours && !seen.acquired().isEmpty() ? seen.acquired() : now)
            .put("leaseTransitions", ours ? seen.transitions() : seen.transitions() + 1);
    ObjectNode patch = patch(seen.resourceVersion(), spec);
    if (!seen.wantedBy().isEmpty()) {
      annotate(patch, null);
    }
    return write(patch);
  }

  private Try create() {
    ObjectNode lease = Json.object();
    lease.putObject("metadata").put("name", settings.lease().name());
    String now = now();
    lease.set("spec", spec(now).put("acquireTime", now).put("leaseTransitions", 0));
    return took(cluster.create(LEASE, settings.lease().namespace(), lease, FIELD_MANAGER));
  }

  private Try write(ObjectNode patch) {
    return took(cluster.mergePatch(target(), patch, FIELD_MANAGER));
  }

  private Try took(WriteResult result) {
    return switch (result) {
      case WriteResult.Applied a -> Try.HELD;
      case WriteResult.Refused refused -> {
        LOG.warn("{}: the lease cannot be written: {}", settings.lease(), refused.message());
        yield Try.UNKNOWN;
      }
      case WriteResult.Stale s -> Try.UNKNOWN;
      case WriteResult.Conflict c -> Try.UNKNOWN;
      case WriteResult.Unreachable u -> Try.UNKNOWN;
    };
  }

  /** Gives the Lease back: to the replica that asks for it, else to the first that tries. */
  void release() {
    if (cluster.read(target()) instanceof ObjectReadResult.Found found) {
      LeaseView seen = LeaseView.of(found.object());
      if (seen.holder().equals(settings.identity())) {
        ObjectNode spec = spec(now()).put("holderIdentity", "");
        if (!seen.isWantedByOther(settings.identity())) {
          spec.put("leaseDurationSeconds", 1);
        }
        Try _ = write(patch(seen.resourceVersion(), spec));
      }
    }
  }

  /** Asks the holder to give the Lease to us, unless another has asked before. */
  void ask() {
    if (cluster.read(target()) instanceof ObjectReadResult.Found found) {
      LeaseView seen = LeaseView.of(found.object());
      boolean held = !seen.holder().isEmpty() && !seen.holder().equals(settings.identity());
      if (held && seen.wantedBy().isEmpty()) {
        ObjectNode patch = Json.object();
        patch.putObject("metadata").put("resourceVersion", seen.resourceVersion());
        annotate(patch, settings.identity());
        Try _ = write(patch);
      }
    }
  }

  private static void annotate(ObjectNode patch, @Nullable String wantedBy) {
    patch.withObject("/metadata/annotations").put(LeaseView.WANTED_BY, wantedBy);
  }

  /** Returns who held the Lease at the last try; empty if nobody did, or it is not known. */
  String holder() {
    return observer.holder();
  }

  private static ObjectNode patch(String resourceVersion, ObjectNode spec) {
    ObjectNode patch = Json.object();
    patch.putObject("metadata").put("resourceVersion", resourceVersion);
    patch.set("spec", spec);
    return patch;
  }

  private ObjectNode spec(String now) {
    return Json.object()
        .put("holderIdentity", settings.identity())
        .put("leaseDurationSeconds", Math.toIntExact(settings.duration().toSeconds()))
        .put("renewTime", now);
  }

  private String now() {
    return MICRO_TIME.format(time.instant());
  }

  private ObjectRef target() {
    return new ObjectRef(LEASE, settings.lease());
  }
}

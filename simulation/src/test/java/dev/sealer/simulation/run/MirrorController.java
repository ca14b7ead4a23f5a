package dev.sealer.simulation.run;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sealer.kube.ObjectKey;
import dev.sealer.kube.ResourceType;
import dev.sealer.kube.apply.ApiServerObjects;
import dev.sealer.kube.apply.ApplyOptions;
import dev.sealer.kube.apply.ClusterObjects;
import dev.sealer.kube.apply.DeleteOptions;
import dev.sealer.kube.apply.DeleteResult;
import dev.sealer.kube.apply.ObjectReadResult;
import dev.sealer.kube.apply.ObjectRef;
import dev.sealer.kube.apply.WriteResult;
import dev.sealer.kube.client.Json;
import dev.sealer.kube.leader.LeaderElection;
import dev.sealer.kube.reconcile.Outcome;
import dev.sealer.kube.reconcile.OwnWrites;
import dev.sealer.kube.reconcile.ReconcileLoop;
import dev.sealer.kube.reconcile.ReconcileQueue;
import dev.sealer.kube.watch.ObjectWatch;
import dev.sealer.kube.watch.ResourceWatch;
import dev.sealer.kube.watch.WatchHandler;
import dev.sealer.kube.watch.WatchScope;
import dev.sealer.simulation.world.Program;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A controller small enough to be right: copies each ConfigMap of a namespace into a Secret. */
final class MirrorController implements LeaderElection.Leadership {

  /** The mistakes it can make. */
  enum Flaw {
    /** It makes none that is known. */
    NONE,
    /** It writes what its cache says, however old that is. */
    TRUSTS_ITS_CACHE,
    /** It gives up after an error. */
    GIVES_UP,
    /** It takes an error for "not there", and deletes. */
    TAKES_ERRORS_FOR_MISSING
  }

  static final String NAMESPACE = "default";
  private static final String MANAGER = "mirror";

  private final Program.Host host;
  private final Flaw flaw;
  private final ClusterObjects cluster;
  private final ObjectWatch<ObjectNode> sources;
  private final ObjectWatch<ObjectNode> targets;
  private final LeaderElection election;
  private volatile @Nullable ReconcileLoop loop;
  private volatile @Nullable ReconcileQueue queue;

  private MirrorController(Program.Host host, Flaw flaw) {
    this.host = host;
    this.flaw = flaw;
    this.cluster = new ApiServerObjects(host.calls());
    this.sources = watch(ResourceType.CONFIG_MAP);
    this.targets = watch(ResourceType.SECRET);
    this.election =
        new LeaderElection(
            LeaderElection.Settings.of(new ObjectKey("kube-system", "mirror"), host.identity()),
            cluster,
            this,
            host.platform());
  }

  private ObjectWatch<ObjectNode> watch(ResourceType type) {
    return ResourceWatch.of(
        host.calls(),
        type,
        WatchScope.in(List.of(NAMESPACE)),
        tree -> tree,
        List.of(new Changes()));
  }

  static Program withFlaw(Flaw flaw) {
    return host -> {
      MirrorController controller = new MirrorController(host, flaw);
      controller.sources.start(host.platform());
      controller.targets.start(host.platform());
      controller.election.start();
      return controller::close;
    };
  }

  private void close() {
    election.close();
    sources.close();
    targets.close();
  }

  @Override
  public void started() {
    ReconcileQueue next = new ReconcileQueue(host.platform().time());
    ReconcileLoop running =
        new ReconcileLoop(
            ReconcileLoop.Settings.of("mirror", 2),
            next,
            this::reconcile,
            new OwnWrites(host.platform(), host.metrics()),
            host.platform(),
            host.metrics());
    running.start();
    loop = running;
    queue = next;
    wakeAll(sources);
    wakeAll(targets);
  }

  @Override
  public void stopped() {
    ReconcileLoop last = loop;
    loop = null;
    queue = null;
    if (last != null) {
      last.close();
    }
  }

  private void wakeAll(ObjectWatch<ObjectNode> watch) {
    watch.list().forEach(this::wake);
  }

  private void wake(ObjectNode object) {
    ReconcileQueue now = queue;
    if (now != null) {
      now.enqueue(key(object));
    }
  }

  private Outcome reconcile(ObjectKey key) {
    if (!sources.synced()) {
      return Outcome.requeueAfter(Duration.ofSeconds(1));
    }
    Optional<ObjectNode> seen = sources.get(key);
    return switch (cluster.read(ObjectRef.secret(key))) {
      case ObjectReadResult.Found target -> reconcile(key, seen, target);
      case ObjectReadResult.Missing _ -> reconcile(key, seen, null);
      case WriteResult.Refused refused -> failed(refused.message());
      case WriteResult.Unreachable unreachable -> failed(unreachable.message());
    };
  }

  private Outcome reconcile(
      ObjectKey key, Optional<ObjectNode> seen, ObjectReadResult.@Nullable Found target) {
    if (flaw == Flaw.TRUSTS_ITS_CACHE) {
      return write(key, seen.orElse(null), target);
    }
    return switch (cluster.read(new ObjectRef(ResourceType.CONFIG_MAP, key))) {
      case ObjectReadResult.Found source -> write(key, (ObjectNode) source.object(), target);
      case ObjectReadResult.Missing _ -> write(key, null, target);
      case WriteResult.Refused refused -> doubtful(refused.message(), key, target);
      case WriteResult.Unreachable unreachable -> doubtful(unreachable.message(), key, target);
    };
  }

  private Outcome doubtful(String message, ObjectKey key, ObjectReadResult.@Nullable Found target) {
    return flaw == Flaw.TAKES_ERRORS_FOR_MISSING ? write(key, null, target) : failed(message);
  }

  private Outcome write(
      ObjectKey key, @Nullable ObjectNode source, ObjectReadResult.@Nullable Found target) {
    if (source == null) {
      return target == null ? Outcome.done() : delete(key, target);
    }
    if (target != null && target.object().path("data").equals(source.path("binaryData"))) {
      return Outcome.done();
    }
    ObjectNode secret = Json.object();
    secret.set("data", source.path("binaryData"));
    ApplyOptions options = ApplyOptions.by(MANAGER).forced();
    WriteResult result =
        cluster.apply(
            ObjectRef.secret(key),
            secret,
            target == null ? options.onlyNew() : options.onlyAt(target.resourceVersion()));
    return result instanceof WriteResult.Applied ? Outcome.done() : failed("not written");
  }

  private Outcome delete(ObjectKey key, ObjectReadResult.Found target) {
    DeleteResult result =
        cluster.delete(
            ObjectRef.secret(key),
            DeleteOptions.with(DeleteOptions.Propagation.BACKGROUND)
                .onlyAt(target.resourceVersion()));
    return result instanceof DeleteResult.Deleted ? Outcome.done() : failed("not deleted");
  }

  private Outcome failed(String message) {
    return flaw == Flaw.GIVES_UP ? Outcome.done() : Outcome.retry(message);
  }

  private static ObjectKey key(ObjectNode object) {
    return new ObjectKey(NAMESPACE, object.path("metadata").path("name").asText());
  }

  private final class Changes implements WatchHandler<ObjectNode> {
    @Override
    public void added(ObjectNode object) {
      wake(object);
    }

    @Override
    public void changed(ObjectNode old, ObjectNode object) {
      wake(object);
    }

    @Override
    public void removed(ObjectNode last) {
      wake(last);
    }
  }
}

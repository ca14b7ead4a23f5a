package dev.sealer.sync.engine;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sealer.git.GitSource;
import dev.sealer.kube.ObjectKey;
import dev.sealer.kube.apply.ClusterObjects;
import dev.sealer.kube.client.ApiCalls;
import dev.sealer.kube.events.EventRecorder;
import dev.sealer.kube.platform.jdk.JdkPlatform;
import dev.sealer.kube.reconcile.ReconcileLoop;
import dev.sealer.kube.watch.ObjectWatch;
import dev.sealer.kube.watch.ResourceWatch;
import dev.sealer.kube.watch.WatchHandler;
import dev.sealer.kube.watch.WatchScope;
import dev.sealer.sync.access.Projects;
import dev.sealer.sync.live.LiveCluster;
import dev.sealer.sync.live.LiveReader;
import dev.sealer.sync.live.ServedKinds;
import dev.sealer.sync.observe.SyncObserver;
import dev.sealer.sync.render.SourceRenderer;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Watches Applications and what belongs to them, and works on those that something happened to. */
public final class SyncEngine implements AutoCloseable {

  private final ReconcileLoop loop;
  private final ObjectWatch<Trigger> applications;
  private final LiveCluster cluster;

  private SyncEngine(ReconcileLoop loop, ObjectWatch<Trigger> applications, LiveCluster cluster) {
    this.loop = loop;
    this.applications = applications;
    this.cluster = cluster;
  }

  /** Begins to put an engine together. */
  public static Builder builder(ApiCalls calls, ClusterObjects objects) {
    return new Builder(calls, objects);
  }

  /** Begins to work. Called once. */
  public void start() {
    loop.start();
    applications.start(JdkPlatform.standard());
  }

  /** Whether the Applications are known. */
  public boolean ready() {
    return applications.synced();
  }

  @Override
  public void close() {
    applications.close();
    loop.close();
    cluster.close();
  }

  /**
   * What of an Application makes work: not its status, which the engine itself writes, and not its
   * generation, which each such write raises.
   */
  record Trigger(
      ObjectKey key,
      JsonNode spec,
      JsonNode operation,
      JsonNode annotations,
      boolean terminating,
      boolean deleting,
      JsonNode finalizers) {

    static Trigger of(ObjectNode application) {
      JsonNode metadata = application.path("metadata");
      return new Trigger(
          new ObjectKey(metadata.path("namespace").asText(), metadata.path("name").asText()),
          application.path("spec"),
          application.path("operation"),
          metadata.path("annotations"),
          application
              .path("status")
              .path("operationState")
              .path("phase")
              .asText()
              .equals("Terminating"),
          metadata.hasNonNull("deletionTimestamp"),
          metadata.path("finalizers"));
    }
  }

  /** The parts of an engine. All must be given. */
  public static final class Builder {
    private final ApiCalls calls;
    private final ClusterObjects objects;
    private @Nullable EventRecorder events;
    private @Nullable SyncObserver observer;
    private @Nullable Projects projects;
    private @Nullable GitSource git;
    private @Nullable SourceRenderer renderer;
    private Clock clock = Clock.systemUTC();
    private Duration pollInterval = Duration.ofMinutes(2);

    private Builder(ApiCalls calls, ClusterObjects objects) {
      this.calls = calls;
      this.objects = objects;
    }

    /** Where users are told. */
    public Builder events(EventRecorder recorder) {
      this.events = recorder;
      return this;
    }

    /** Where metrics are told. */
    public Builder observer(SyncObserver told) {
      this.observer = told;
      return this;
    }

    /** Where projects are found. */
    public Builder projects(Projects found) {
      this.projects = found;
      return this;
    }

    /** Where manifests come from. */
    public Builder sources(GitSource source, SourceRenderer rendering) {
      this.git = source;
      this.renderer = rendering;
      return this;
    }

    /** The clock, and how often Git is asked. */
    public Builder timing(Clock time, Duration interval) {
      this.clock = time;
      this.pollInterval = interval;
      return this;
    }

    /**
     * Puts the engine together.
     *
     * @param namespace the control namespace
     * @param workers how many Applications are worked on at a time
     */
    public SyncEngine build(String namespace, int workers, MeterRegistry registry) {
      Wakes wakes = new Wakes(namespace);
      LiveCluster cluster = new LiveCluster(calls, wakes);
      ReconcileLoop loop =
          new ReconcileLoop(
              ReconcileLoop.Settings.of("application", workers),
              reconciler(cluster, namespace),
              JdkPlatform.standard(),
              registry);
      wakes.loop = loop;
      ObjectWatch<Trigger> applications =
          ResourceWatch.of(
              calls,
              ApplicationView.TYPE,
              WatchScope.in(List.of(namespace)),
              Trigger::of,
              List.of(new Handler(loop)));
      return new SyncEngine(loop, applications, cluster);
    }

    private ApplicationReconciler reconciler(LiveCluster cluster, String namespace) {
      ServedKinds kinds = new ServedKinds(calls);
      LiveReader reader = new LiveReader(objects, cluster);
      Refresher refresher = new Refresher(given(git), given(renderer), kinds, cluster, reader);
      Applier applier = new Applier(objects, kinds, cluster, reader);
      StatusWriter writer = new StatusWriter(objects, given(events), clock);
      OperationDriver driver =
          new OperationDriver(
              refresher,
              applier,
              new HookRunner(objects, kinds, reader, applier),
              new DestinationNamespace(objects));
      SyncPass pass =
          new SyncPass(
              driver,
              writer,
              new StatusInputs(namespace),
              new PassReport(writer, given(observer)),
              new SyncPass.PassTiming(clock, pollInterval));
      Cascade cascade =
          new Cascade(objects, refresher, new Cascade.Live(cluster, reader), writer, applier);
      return new ApplicationReconciler(
          new ApplicationReconciler.Reads(objects, given(projects), given(observer), pollInterval),
          refresher,
          cluster,
          cascade,
          pass);
    }

    private static <T> T given(@Nullable T part) {
      if (part == null) {
        throw new IllegalStateException("a part of the engine is missing");
      }
      return part;
    }
  }

  /** Wakes Applications by their tracking name; the loop comes after what wakes it. */
  private static final class Wakes implements Consumer<String> {
    private final String namespace;
    private volatile @Nullable ReconcileLoop loop;

    Wakes(String namespace) {
      this.namespace = namespace;
    }

    @Override
    public void accept(String application) {
      ReconcileLoop there = loop;
      if (there != null && !application.isEmpty()) {
        there.wake(new ObjectKey(namespace, application));
      }
    }
  }

  private record Handler(ReconcileLoop loop) implements WatchHandler<Trigger> {
    @Override
    public void added(Trigger object) {
      loop.wake(object.key());
    }

    @Override
    public void changed(Trigger old, Trigger object) {
      if (!old.equals(object)) {
        loop.wake(object.key());
      }
    }

    @Override
    public void removed(Trigger last) {
      loop.wake(last.key());
    }
  }
}

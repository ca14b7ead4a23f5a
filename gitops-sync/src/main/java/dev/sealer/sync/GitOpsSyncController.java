package dev.sealer.sync;

import dev.sealer.git.GitSource;
import dev.sealer.git.jgit.JGitSource;
import dev.sealer.kube.apply.ApiServerObjects;
import dev.sealer.kube.apply.ClusterObjects;
import dev.sealer.kube.client.ApiCalls;
import dev.sealer.kube.client.HttpApiCalls;
import dev.sealer.kube.events.EventRecorder;
import dev.sealer.sync.access.Projects;
import dev.sealer.sync.access.RepositorySecrets;
import dev.sealer.sync.engine.SyncEngine;
import dev.sealer.sync.observe.SyncMetrics;
import dev.sealer.sync.render.SourceRenderer;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;

/**
 * Keeps a cluster as Git says: {@code argoproj.io/v1alpha1} Applications of one namespace, applied
 * to the cluster they live in.
 *
 * <p>What it knows it can find again from Git and the cluster, so it may be killed at any time. One
 * at a time may run for a control namespace: the caller elects it.
 */
public final class GitOpsSyncController implements AutoCloseable {

  private final GitSource git;
  private final SyncEngine engine;

  private GitOpsSyncController(GitSource git, SyncEngine engine) {
    this.git = git;
    this.engine = engine;
  }

  /**
   * Puts a controller together; it does nothing before {@link #start}.
   *
   * @param client stays the caller's to close, after this controller
   * @param events where users are told of changes
   * @param registry gets Argo CD's metrics
   */
  public static GitOpsSyncController create(
      KubernetesClient client,
      EventRecorder events,
      MeterRegistry registry,
      GitOpsSyncSettings settings) {
    ApiCalls calls = new HttpApiCalls(client);
    ClusterObjects objects = new ApiServerObjects(calls);
    SyncMetrics metrics = new SyncMetrics(registry);
    String namespace = settings.controlNamespace();
    GitSource git =
        JGitSource.open(settings.git(), new RepositorySecrets(calls, namespace), metrics);
    SyncEngine engine =
        SyncEngine.builder(calls, objects)
            .events(events)
            .observer(metrics)
            .projects(new Projects(objects, namespace))
            .sources(git, new SourceRenderer(settings.render()))
            .timing(Clock.systemUTC(), settings.pollInterval())
            .build(namespace, settings.workers(), registry);
    return new GitOpsSyncController(git, engine);
  }

  /** Begins to watch Applications and to work on them. Called once. */
  public void start() {
    engine.start();
  }

  /** Whether the Applications are known; work on them may still go on. */
  public boolean ready() {
    return engine.ready();
  }

  /** Lets running work come to a point at which it can be taken up again, and stops. */
  @Override
  public void close() {
    engine.close();
    git.close();
  }
}

package dev.sealer.sync;

import dev.sealer.git.GitClock;
import dev.sealer.git.GitSource;
import dev.sealer.git.jgit.JGitSource;
import dev.sealer.kube.controller.ControllerContext;
import dev.sealer.kube.platform.Time;
import dev.sealer.sync.access.RepositorySecrets;
import dev.sealer.sync.engine.SyncEngine;
import dev.sealer.sync.observe.SyncMetrics;
import dev.sealer.sync.observe.SyncObserver;
import dev.sealer.sync.render.SourceRenderer;

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

  /**
   * A controller that does nothing before {@link #start}.
   *
   * @param git where manifests come from; closed with the controller
   * @param renderer of what Git holds
   * @param observer where metrics are told
   */
  public GitOpsSyncController(
      GitOpsSyncSettings settings,
      GitSource git,
      SourceRenderer renderer,
      SyncObserver observer,
      ControllerContext context) {
    this.git = git;
    this.engine =
        SyncEngine.create(
            new SyncEngine.Settings(
                settings.controlNamespace(), settings.workers(), settings.pollInterval()),
            git,
            renderer,
            observer,
            context);
  }

  /** Returns a controller that reads Git with JGit and serves Argo CD's metrics. */
  public static GitOpsSyncController create(
      GitOpsSyncSettings settings, ControllerContext context) {
    SyncMetrics metrics = new SyncMetrics(context.metrics());
    Time time = context.platform().time();
    GitSource git =
        JGitSource.open(
            settings.git(),
            new RepositorySecrets(context.calls(), settings.controlNamespace()),
            metrics,
            new GitClock(time::nanos, time));
    return new GitOpsSyncController(
        settings, git, new SourceRenderer(settings.render()), metrics, context);
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

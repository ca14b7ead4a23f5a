package dev.sealer.sync;

import dev.sealer.git.GitClock;
import dev.sealer.git.GitSource;
import dev.sealer.git.jgit.JGitSource;
import dev.sealer.kube.controller.Controller;
import dev.sealer.kube.controller.ControllerContext;
import dev.sealer.kube.controller.CurrentTerm;
import dev.sealer.kube.controller.LeaderTerm;
import dev.sealer.kube.platform.Platform;
import dev.sealer.kube.platform.Time;
import dev.sealer.sync.access.RepositorySecrets;
import dev.sealer.sync.engine.SyncEngine;
import dev.sealer.sync.observe.ApplicationMetrics;
import dev.sealer.sync.render.SourceRenderer;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps a cluster as Git declares it: {@code argoproj.io/v1alpha1} Applications, applied to the
 * cluster they are in.
 *
 * <p>All state can be found again in Git and in the cluster, so the process may be killed at any
 * time. Only the leader watches and writes.
 */
public final class GitOpsSyncController implements Controller {

  private static final Logger LOG = LoggerFactory.getLogger(GitOpsSyncController.class);

  private final GitOpsSyncSettings settings;
  private final ControllerContext context;
  private final CurrentTerm<Term> term = new CurrentTerm<>();

  /** Creates a controller that has not started. */
  public GitOpsSyncController(GitOpsSyncSettings settings, ControllerContext context) {
    this.settings = settings;
    this.context = context;
  }

  @Override
  public String name() {
    return "gitops-sync";
  }

  @Override
  public void start() {
    // Everything is done as leader.
  }

  @Override
  public void lead() {
    term.begin(this::begin);
  }

  @Override
  public void stopLeading() {
    term.end();
  }

  @Override
  public void stop() {
    stopLeading();
  }

  @Override
  public List<String> waitingFor() {
    return term.get().map(Term::waitingFor).orElse(List.of());
  }

  /** The engine, and the watch that tells it which repositories need credentials. */
  private record Term(RepositorySecrets secrets, SyncEngine engine, Platform platform)
      implements LeaderTerm {

    @Override
    public void start() {
      secrets.start(platform);
      engine.start();
    }

    @Override
    public List<String> waitingFor() {
      return engine.waitingFor();
    }

    @Override
    public void close() {
      engine.close();
      secrets.close();
    }
  }

  private Term begin() {
    RepositorySecrets secrets =
        new RepositorySecrets(context.calls(), settings.namespaces().control());
    return new Term(secrets, engine(secrets), context.platform());
  }

  private SyncEngine engine(RepositorySecrets secrets) {
    ApplicationMetrics metrics = new ApplicationMetrics(context.metrics());
    Time time = context.platform().time();
    GitSource git =
        JGitSource.open(settings.git(), secrets, metrics, new GitClock(time::nanos, time));
    SourceRenderer renderer = new SourceRenderer(settings.render());
    LOG.info("builds of commits are bound: {}", renderer.bounds());
    return SyncEngine.create(
        new SyncEngine.Settings(settings.namespaces(), settings.workers(), settings.pollInterval()),
        git,
        renderer,
        metrics,
        context);
  }
}

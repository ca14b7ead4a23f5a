package dev.sealer.sync;

import dev.sealer.git.GitClock;
import dev.sealer.git.GitSource;
import dev.sealer.git.jgit.JGitSource;
import dev.sealer.kube.controller.ControllerContext;
import dev.sealer.kube.controller.LeaderTerm;
import dev.sealer.kube.controller.ShardedController;
import dev.sealer.kube.controller.ShardedTerm;
import dev.sealer.kube.leader.LeaderElection;
import dev.sealer.kube.platform.Platform;
import dev.sealer.kube.platform.Time;
import dev.sealer.sync.access.RepositorySecrets;
import dev.sealer.sync.engine.SyncEngine;
import dev.sealer.sync.observe.ApplicationMetrics;
import dev.sealer.sync.plan.Shards;
import dev.sealer.sync.render.SourceRenderer;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.IntStream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps a cluster as Git declares it: {@code argoproj.io/v1alpha1} Applications, applied to the
 * cluster they are in.
 *
 * <p>All state can be found again in Git and in the cluster, so the process may be killed at any
 * time. Only the leader of a shard watches and writes. A process has one engine for all shards that
 * it leads, which starts again when they change.
 */
public final class GitOpsSyncController implements ShardedController {

  private static final Logger LOG = LoggerFactory.getLogger(GitOpsSyncController.class);

  private final GitOpsSyncSettings settings;
  private final ControllerContext context;
  private final ShardedTerm<Term> term = new ShardedTerm<>(this::begin);

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
  public int shards() {
    return settings.shards();
  }

  @Override
  public LeaderElection.Leadership shard(int shard) {
    return term.shard(shard);
  }

  @Override
  public void lead() {
    term.lead(IntStream.range(0, settings.shards()).boxed().toList());
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

  private Term begin(Set<Integer> led) {
    Shards shards = new Shards(settings.shards(), led);
    if (shards.isSplit()) {
      LOG.info("leading shards {} of {}", new TreeSet<>(led), settings.shards());
    }
    RepositorySecrets secrets =
        new RepositorySecrets(context.calls(), settings.namespaces().control());
    return new Term(secrets, engine(secrets, shards), context.platform());
  }

  private SyncEngine engine(RepositorySecrets secrets, Shards shards) {
    ApplicationMetrics metrics = new ApplicationMetrics(context.metrics());
    Time time = context.platform().time();
    GitSource git =
        JGitSource.open(settings.git(), secrets, metrics, new GitClock(time::nanos, time));
    SourceRenderer renderer = new SourceRenderer(settings.render());
    LOG.info("builds of commits are bound: {}", renderer.bounds());
    return SyncEngine.create(
        new SyncEngine.Settings(
            settings.namespaces(), shards, settings.workers(), settings.pollInterval()),
        git,
        renderer,
        metrics,
        context);
  }
}

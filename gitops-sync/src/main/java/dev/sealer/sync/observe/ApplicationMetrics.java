package dev.sealer.sync.observe;

import dev.sealer.git.GitObserver;
import dev.sealer.git.RepositoryUrl;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.MultiGauge;
import io.micrometer.core.instrument.Tags;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** Argo CD's metrics, under its names: {@code argocd_app_info} and so on. */
public final class ApplicationMetrics implements SyncObserver, GitObserver {

  private static final int MOST_REPOSITORIES = 1000;

  private final MeterRegistry registry;
  private final Set<String> repositories = ConcurrentHashMap.newKeySet();
  private final MultiGauge info;
  private final Map<String, AppInfo> apps = new ConcurrentHashMap<>();

  /** Registers with {@code registry}. */
  public ApplicationMetrics(MeterRegistry registry) {
    this.registry = registry;
    this.info =
        MultiGauge.builder("argocd.app.info")
            .description("Information about Applications; always 1")
            .register(registry);
  }

  @Override
  public void seen(AppInfo app) {
    AppInfo before = apps.put(app.namespace() + "/" + app.name(), app);
    if (!app.equals(before)) {
      publish();
    }
  }

  @Override
  public void gone(String namespace, String name) {
    if (apps.remove(namespace + "/" + name) != null) {
      publish();
    }
  }

  @Override
  public void stopped() {
    apps.clear();
    publish();
  }

  @Override
  public void synced(AppInfo app, String phase) {
    registry.counter("argocd.app.sync", identity(app).and("phase", phase)).increment();
  }

  @Override
  public void reconciled(AppInfo app, Duration took) {
    registry
        .timer(
            "argocd.app.reconcile",
            Tags.of("namespace", app.namespace(), "dest_server", app.destServer()))
        .record(took);
  }

  @Override
  public void exchanged(RepositoryUrl url, Request request, Duration took, boolean succeeded) {
    String type =
        switch (request) {
          case LS_REFS -> "ls-remote";
          case FETCH -> "fetch";
        };
    Tags tags = Tags.of("repo", repository(url), "request_type", type);
    registry.counter("argocd.git.request", tags).increment();
    registry.timer("argocd.git.request.duration", tags).record(took);
    if (!succeeded) {
      registry
          .counter("argocd.git." + type.replace("-", "") + ".fail", "repo", repository(url))
          .increment();
    }
  }

  /** Anyone who may write an Application can name any number of repositories. */
  private String repository(RepositoryUrl url) {
    String shown = url.shown();
    if (!repositories.contains(shown) && repositories.size() >= MOST_REPOSITORIES) {
      return "other";
    }
    repositories.add(shown);
    return shown;
  }

  private synchronized void publish() {
    info.register(
        apps.values().stream().map(app -> MultiGauge.Row.of(labels(app), () -> 1)).toList(), true);
  }

  private static Tags labels(AppInfo app) {
    return identity(app)
        .and("repo", app.repo())
        .and("dest_namespace", app.destNamespace())
        .and("sync_status", app.syncStatus())
        .and("health_status", app.healthStatus())
        .and("operation", app.operation());
  }

  private static Tags identity(AppInfo app) {
    return Tags.of(
        "namespace", app.namespace(),
        "name", app.name(),
        "project", app.project(),
        "dest_server", app.destServer());
  }
}

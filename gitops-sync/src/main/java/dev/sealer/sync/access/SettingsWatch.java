package dev.sealer.sync.access;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sealer.kube.ObjectKey;
import dev.sealer.kube.ResourceType;
import dev.sealer.kube.client.ApiClient;
import dev.sealer.kube.platform.Platform;
import dev.sealer.kube.watch.ObjectWatch;
import dev.sealer.kube.watch.ResourceWatch;
import dev.sealer.kube.watch.WatchHandler;
import dev.sealer.kube.watch.WatchScope;
import dev.sealer.sync.plan.settings.ArgoSettings;
import dev.sealer.sync.plan.settings.ArgoSettingsParser;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Watches the ConfigMap {@code argocd-cm} of the control namespace. */
public final class SettingsWatch implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(SettingsWatch.class);
  private static final String NAME = "argocd-cm";

  private final ObjectWatch<ArgoSettings> watch;
  private final ObjectKey key;

  private volatile ArgoSettings usable = ArgoSettings.standard();

  /**
   * Creates a watch that has not started.
   *
   * @param namespace the control namespace
   * @param changed called when the settings have changed
   */
  public SettingsWatch(ApiClient calls, String namespace, Runnable changed) {
    this.key = new ObjectKey(namespace, NAME);
    this.watch =
        ResourceWatch.of(
            calls,
            ResourceType.CONFIG_MAP,
            WatchScope.in(List.of(namespace)).withFields("metadata.name=" + NAME),
            SettingsWatch::read,
            List.of(new Handler(changed)));
  }

  private static ArgoSettings read(ObjectNode configMap) {
    return ArgoSettingsParser.parse(configMap.path("data"));
  }

  /** Starts the watch. */
  public void start(Platform platform) {
    watch.start(platform);
  }

  /**
   * Returns the settings; empty while it is not known whether there are any. Nothing may be written
   * then: the settings can say as whom.
   */
  public Optional<ArgoSettings> current() {
    return watch.synced()
        ? Optional.of(watch.get(key).orElseGet(ArgoSettings::standard))
        : Optional.empty();
  }

  /** Returns the last settings that could be read, or those of a cluster without any. */
  public ArgoSettings lastUsable() {
    current()
        .filter(settings -> settings.problem().isEmpty())
        .ifPresent(settings -> usable = settings);
    return usable;
  }

  /** Returns why the settings cannot be read, after a colon; empty if they can. */
  String problem() {
    return watch.problem().map(why -> ": " + why).orElse("");
  }

  @Override
  public void close() {
    watch.close();
  }

  private record Handler(Runnable changed) implements WatchHandler<ArgoSettings> {

    @Override
    public void added(ArgoSettings settings) {
      report(settings);
    }

    @Override
    public void changed(ArgoSettings old, ArgoSettings settings) {
      if (!old.equals(settings)) {
        report(settings);
      }
    }

    @Override
    public void removed(ArgoSettings last) {
      changed.run();
    }

    private void report(ArgoSettings settings) {
      settings.warnings().forEach(line -> LOG.warn("setting without effect: {}", line));
      settings.problem().ifPresent(line -> LOG.error("nothing is synced: {}", line));
      changed.run();
    }
  }
}

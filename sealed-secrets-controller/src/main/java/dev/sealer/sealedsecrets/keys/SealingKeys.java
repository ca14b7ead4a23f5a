package dev.sealer.sealedsecrets.keys;

import dev.sealer.kube.ResourceType;
import dev.sealer.kube.client.ApiAnswer;
import dev.sealer.kube.client.ApiClient;
import dev.sealer.kube.client.ApiRequest;
import dev.sealer.kube.platform.Platform;
import dev.sealer.kube.watch.ObjectWatch;
import dev.sealer.kube.watch.ResourceWatch;
import dev.sealer.kube.watch.WatchHandler;
import dev.sealer.kube.watch.WatchScope;
import dev.sealer.sealedsecrets.keys.plan.KeyChange;
import dev.sealer.sealedsecrets.keys.plan.KeySet;
import dev.sealer.sealing.model.KeySecret;
import dev.sealer.sealing.model.KeySecretJson;
import dev.sealer.sealing.unseal.PrivateKeyOperation;
import dev.sealer.sealing.unseal.Unsealer;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The sealing keys as they are in the cluster: watched, so that keys that are added, changed,
 * removed, relabelled or damaged count at once. Safe for use by several threads.
 */
public final class SealingKeys implements OpenKeys, AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(SealingKeys.class);

  private static final String SELECTOR = KeySecret.LABEL + "=" + KeySecret.ACTIVE;

  private final ApiClient calls;
  private final KeySettings settings;
  private final PrivateKeyOperation operation;
  private final ObjectWatch<KeySecret> labelled;
  private final ObjectWatch<KeySecret> legacy;
  private final ReentrantLock refreshing = new ReentrantLock();
  private volatile Snapshot snapshot;
  private volatile Consumer<KeyChange> onChange = _ -> {};

  private record Snapshot(KeySet keys, Unsealer unsealer) {}

  /** Creates keys that are not watched yet. */
  public SealingKeys(ApiClient calls, KeySettings settings, PrivateKeyOperation operation) {
    this.calls = calls;
    this.settings = settings;
    this.operation = operation;
    this.snapshot = snapshot(KeySet.of(settings.order(), List.of()));
    WatchScope own = WatchScope.in(List.of(settings.namespace()));
    this.labelled = watch(calls, own.withLabels(SELECTOR));
    this.legacy = watch(calls, own.withFields("metadata.name=" + settings.prefix()));
  }

  /**
   * Starts to watch, on threads of {@code platform}. Called once.
   *
   * @param listener receives each change, on the watch's thread
   */
  public void start(Platform platform, Consumer<KeyChange> listener) {
    onChange = listener;
    labelled.start(platform);
    legacy.start(platform);
  }

  /** Returns the resourceVersion up to which changes of labelled key Secrets were seen. */
  public String seenVersion() {
    return labelled.seenVersion(settings.namespace());
  }

  /**
   * Reads the keys from the API server, past the watches.
   *
   * @param version receives the resourceVersion of each key Secret
   * @throws IOException if they cannot be read; says why
   */
  public KeySet read(Consumer<String> version) throws IOException {
    Map<String, KeySecret> byName = new TreeMap<>();
    ApiRequest all = ApiRequest.get(ResourceType.SECRET.collectionPath(settings.namespace()));
    for (ApiRequest request :
        List.of(
            all.with("fieldSelector", "metadata.name=" + settings.prefix()),
            all.with("labelSelector", SELECTOR))) {
      ApiAnswer answer =
          calls.list(
              request,
              secret -> {
                KeySecret key = KeySecretJson.read(secret);
                byName.put(key.name(), key);
                version.accept(secret.path("metadata").path("resourceVersion").asText());
              });
      if (!answer.ok()) {
        throw new IOException("cannot list key Secrets: " + answer.code());
      }
    }
    return KeySet.of(settings.order(), byName.values());
  }

  /** Returns whether all keys were read once. */
  public boolean synced() {
    return labelled.synced() && legacy.synced();
  }

  @Override
  public KeySet keys() {
    return snapshot.keys();
  }

  @Override
  public Unsealer unsealer() {
    return snapshot.unsealer();
  }

  /** Which library computes. */
  public String provider() {
    return operation.provider();
  }

  @Override
  public void close() {
    labelled.close();
    legacy.close();
  }

  private ObjectWatch<KeySecret> watch(ApiClient calls, WatchScope scope) {
    return ResourceWatch.of(
        calls,
        ResourceType.SECRET,
        scope,
        KeySecretJson::read,
        List.of(WatchHandler.onAnyChange(_ -> refresh())));
  }

  private void refresh() {
    refreshing.lock();
    try {
      readAgain();
    } finally {
      refreshing.unlock();
    }
  }

  private void readAgain() {
    Map<String, KeySecret> byName = new TreeMap<>();
    legacy.list().forEach(key -> byName.put(key.name(), key));
    labelled.list().forEach(key -> byName.put(key.name(), key));
    KeySet now = KeySet.of(settings.order(), byName.values());
    KeySet before = snapshot.keys();
    if (now.equals(before)) {
      return;
    }
    KeyChange change = new KeyChange(before, now);
    change
        .newlyMalformed()
        .forEach(key ->
            LOG.warn(
                "key Secret {}/{} is malformed and not loaded: {}; repair it or remove its label {}",
                settings.namespace(),
                key.name(),
                key.problem(),
                KeySecret.LABEL));
    snapshot = snapshot(now);
    LOG.info(
        "sealing keys: {}, current {}",
        now.keys().size(),
        now.current().map(key -> key.pair().fingerprint().value()).orElse("none"));
    onChange.accept(change);
  }

  private Snapshot snapshot(KeySet keys) {
    return new Snapshot(keys, new Unsealer(keys.ring(), operation));
  }
}

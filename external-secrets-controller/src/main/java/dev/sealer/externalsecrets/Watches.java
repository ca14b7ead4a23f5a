package dev.sealer.externalsecrets;

import dev.sealer.crds.externalsecrets.ClusterSecretStore;
import dev.sealer.crds.externalsecrets.ExternalSecret;
import dev.sealer.crds.externalsecrets.SecretStore;
import dev.sealer.externalsecrets.reconcile.ExternalSecretObject;
import dev.sealer.externalsecrets.stores.StoreObject;
import dev.sealer.kube.ResourceType;
import dev.sealer.kube.client.ApiClient;
import dev.sealer.kube.client.Json;
import dev.sealer.kube.platform.Platform;
import dev.sealer.kube.watch.MetadataWatch;
import dev.sealer.kube.watch.ObjectMetadata;
import dev.sealer.kube.watch.ObjectWatch;
import dev.sealer.kube.watch.ResourceWatch;
import dev.sealer.kube.watch.WatchScope;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Everything the controller watches. Of Secrets and ConfigMaps it sees metadata only. */
final class Watches implements AutoCloseable {

  private final ObjectWatch<ExternalSecretObject> externalSecrets;
  private final ObjectWatch<StoreObject> stores;
  private final ObjectWatch<StoreObject> clusterStores;
  private final ObjectWatch<ObjectMetadata> secrets;
  private final ObjectWatch<ObjectMetadata> configMaps;
  private final ObjectWatch<ObjectMetadata> namespaces;
  private final Map<String, ObjectWatch<?>> running = new LinkedHashMap<>();

  Watches(ApiClient calls, ExternalSecretsSettings settings, Wakes wakes) {
    WatchScope scope = WatchScope.in(settings.namespaces());
    WatchScope cluster = WatchScope.allNamespaces();
    this.externalSecrets =
        ResourceWatch.of(
            calls,
            ResourceType.of(ExternalSecret.class),
            scope,
            tree -> ExternalSecretObject.of(Json.typed(tree, ExternalSecret.class)),
            List.of(wakes.externalSecrets()));
    this.stores =
        ResourceWatch.of(
            calls,
            ResourceType.of(SecretStore.class),
            scope,
            tree -> StoreObject.of(Json.typed(tree, SecretStore.class)),
            List.of(wakes.stores()));
    this.clusterStores =
        ResourceWatch.of(
            calls,
            ResourceType.of(ClusterSecretStore.class),
            cluster,
            tree -> StoreObject.of(Json.typed(tree, ClusterSecretStore.class)),
            List.of(wakes.stores()));
    this.secrets = MetadataWatch.of(calls, ResourceType.SECRET, scope, List.of(wakes.secrets()));
    this.configMaps =
        MetadataWatch.of(calls, ResourceType.CONFIG_MAP, scope, List.of(wakes.configMaps()));
    this.namespaces =
        MetadataWatch.of(calls, ResourceType.NAMESPACE, cluster, List.of(wakes.namespaces()));
    running.put("SecretStores watched", stores);
    if (settings.clusterStores()) {
      running.put("ClusterSecretStores watched", clusterStores);
      running.put("Namespaces watched", namespaces);
    }
    running.put("Secrets watched", secrets);
    running.put("ConfigMaps watched", configMaps);
    running.put("ExternalSecrets watched", externalSecrets);
  }

  ObjectWatch<ExternalSecretObject> externalSecrets() {
    return externalSecrets;
  }

  ObjectWatch<StoreObject> stores() {
    return stores;
  }

  ObjectWatch<StoreObject> clusterStores() {
    return clusterStores;
  }

  ObjectWatch<ObjectMetadata> secrets() {
    return secrets;
  }

  ObjectWatch<ObjectMetadata> configMaps() {
    return configMaps;
  }

  ObjectWatch<ObjectMetadata> namespaces() {
    return namespaces;
  }

  /** Those that run, by what is said while they are not synced. */
  Map<String, ObjectWatch<?>> running() {
    return running;
  }

  void start(Platform platform) {
    running.values().forEach(watch -> watch.start(platform));
  }

  @Override
  public void close() {
    running.values().forEach(ObjectWatch::close);
  }
}

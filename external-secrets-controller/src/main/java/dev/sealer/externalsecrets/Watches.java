package dev.sealer.externalsecrets;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sealer.crds.externalsecrets.ClusterSecretStore;
import dev.sealer.crds.externalsecrets.ExternalSecret;
import dev.sealer.crds.externalsecrets.SecretStore;
import dev.sealer.externalsecrets.cluster.ClusterExternalSecretObject;
import dev.sealer.externalsecrets.generator.GeneratorKind;
import dev.sealer.externalsecrets.generator.GeneratorObject;
import dev.sealer.externalsecrets.reconcile.ExternalSecretObject;
import dev.sealer.externalsecrets.stores.StoreObject;
import dev.sealer.externalsecrets.stores.UpstreamDeployment;
import dev.sealer.kube.ResourceType;
import dev.sealer.kube.client.ApiClient;
import dev.sealer.kube.client.Json;
import dev.sealer.kube.platform.Platform;
import dev.sealer.kube.watch.MetadataWatch;
import dev.sealer.kube.watch.ObjectMetadata;
import dev.sealer.kube.watch.ObjectWatch;
import dev.sealer.kube.watch.ResourceWatch;
import dev.sealer.kube.watch.WatchHandler;
import dev.sealer.kube.watch.WatchScope;
import io.fabric8.kubernetes.api.model.HasMetadata;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/** Everything the controller watches. Of Secrets and ConfigMaps it sees metadata only. */
final class Watches implements AutoCloseable {

  private final ObjectWatch<ExternalSecretObject> externalSecrets;
  private final ObjectWatch<ClusterExternalSecretObject> clusterExternalSecrets;
  private final ObjectWatch<StoreObject> stores;
  private final ObjectWatch<StoreObject> clusterStores;
  private final ObjectWatch<ObjectMetadata> secrets;
  private final ObjectWatch<ObjectMetadata> configMaps;
  private final ObjectWatch<ObjectMetadata> namespaces;
  private final Map<GeneratorKind, ObjectWatch<GeneratorObject>> generators;
  private final ObjectWatch<UpstreamDeployment> upstream;
  private final Map<String, ObjectWatch<?>> running = new LinkedHashMap<>();

  Watches(ApiClient calls, ExternalSecretsSettings settings, Wakes wakes) {
    WatchScope scope = WatchScope.in(settings.namespaces());
    WatchScope cluster = WatchScope.allNamespaces();
    this.externalSecrets =
        watch(
            calls,
            ResourceType.of(ExternalSecret.class),
            scope,
            tree -> ExternalSecretObject.of(Json.typed(tree, ExternalSecret.class)),
            wakes.externalSecrets());
    this.clusterExternalSecrets =
        watch(
            calls,
            ClusterExternalSecretObject.TYPE,
            cluster,
            ClusterExternalSecretObject::of,
            wakes.clusterExternalSecrets());
    this.stores = stores(calls, SecretStore.class, StoreObject::of, scope, wakes);
    this.clusterStores = stores(calls, ClusterSecretStore.class, StoreObject::of, cluster, wakes);
    this.secrets = MetadataWatch.of(calls, ResourceType.SECRET, scope, List.of(wakes.secrets()));
    this.configMaps =
        MetadataWatch.of(calls, ResourceType.CONFIG_MAP, scope, List.of(wakes.configMaps()));
    this.namespaces =
        MetadataWatch.of(calls, ResourceType.NAMESPACE, cluster, List.of(wakes.namespaces()));
    this.generators = generators(calls, scope, wakes);
    this.upstream = upstream(calls, scope, wakes.upstream(externalSecrets::list));
    run(settings);
  }

  private static <K extends HasMetadata> ObjectWatch<StoreObject> stores(
      ApiClient calls,
      Class<K> kind,
      Function<K, StoreObject> keep,
      WatchScope scope,
      Wakes wakes) {
    return watch(
        calls,
        ResourceType.of(kind),
        scope,
        tree -> keep.apply(Json.typed(tree, kind)),
        wakes.stores());
  }

  private static ObjectWatch<UpstreamDeployment> upstream(
      ApiClient calls, WatchScope scope, WatchHandler<UpstreamDeployment> handler) {
    return watch(
        calls,
        UpstreamDeployment.TYPE,
        scope.withLabels(UpstreamDeployment.SELECTOR),
        UpstreamDeployment::of,
        handler);
  }

  private static <T> ObjectWatch<T> watch(
      ApiClient calls,
      ResourceType type,
      WatchScope scope,
      Function<ObjectNode, T> keep,
      WatchHandler<T> handler) {
    return ResourceWatch.of(calls, type, scope, keep, List.of(handler));
  }

  private static Map<GeneratorKind, ObjectWatch<GeneratorObject>> generators(
      ApiClient calls, WatchScope scope, Wakes wakes) {
    Map<GeneratorKind, ObjectWatch<GeneratorObject>> watches = new EnumMap<>(GeneratorKind.class);
    for (GeneratorKind kind : GeneratorKind.values()) {
      watches.put(
          kind,
          watch(
              calls,
              kind.type(),
              kind.type().namespaced() ? scope : WatchScope.allNamespaces(),
              tree -> GeneratorObject.of(kind, tree),
              wakes.generators()));
    }
    return watches;
  }

  private void run(ExternalSecretsSettings settings) {
    running.put("SecretStores watched", stores);
    if (settings.cluster().stores()) {
      running.put("ClusterSecretStores watched", clusterStores);
    }
    if (settings.cluster().needNamespaces()) {
      running.put("Namespaces watched", namespaces);
    }
    generators.forEach((kind, watch) -> {
      // Rights by namespace do not show what is for the whole cluster.
      if (kind.type().namespaced() || settings.cluster().stores()) {
        running.put(kind.kind() + "s watched", watch);
      }
    });
    running.put("Secrets watched", secrets);
    running.put("ConfigMaps watched", configMaps);
    running.put("ExternalSecrets watched", externalSecrets);
    if (settings.cluster().externalSecrets()) {
      running.put("ClusterExternalSecrets watched", clusterExternalSecrets);
    }
  }

  ObjectWatch<ExternalSecretObject> externalSecrets() {
    return externalSecrets;
  }

  ObjectWatch<ClusterExternalSecretObject> clusterExternalSecrets() {
    return clusterExternalSecrets;
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

  Map<GeneratorKind, ObjectWatch<GeneratorObject>> generators() {
    return generators;
  }

  /** Returns the watch of External Secrets Operator. It may lack the right to see Deployments. */
  ObjectWatch<UpstreamDeployment> upstream() {
    return upstream;
  }

  /** Those that run, by what is said while they are not synced. */
  Map<String, ObjectWatch<?>> running() {
    return running;
  }

  void start(Platform platform) {
    running.values().forEach(watch -> watch.start(platform));
    upstream.start(platform);
  }

  @Override
  public void close() {
    running.values().forEach(ObjectWatch::close);
    upstream.close();
  }
}

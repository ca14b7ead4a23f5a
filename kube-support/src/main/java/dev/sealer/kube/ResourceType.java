package dev.sealer.kube;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.Namespaced;
import io.fabric8.kubernetes.client.dsl.base.ResourceDefinitionContext;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;

/**
 * A served kind, with all it takes to build its paths without asking the API server.
 *
 * @param group empty for the core group
 * @param version for example {@code v1}
 * @param kind for example {@code Secret}
 * @param plural the name in paths, for example {@code secrets}
 * @param namespaced whether objects live in a namespace
 */
public record ResourceType(
    String group, String version, String kind, String plural, boolean namespaced) {

  /** Core {@code v1} Secrets. */
  public static final ResourceType SECRET = new ResourceType("", "v1", "Secret", "secrets", true);

  /** Core {@code v1} Namespaces. */
  public static final ResourceType NAMESPACE =
      new ResourceType("", "v1", "Namespace", "namespaces", false);

  /** Core {@code v1} ConfigMaps. */
  public static final ResourceType CONFIG_MAP =
      new ResourceType("", "v1", "ConfigMap", "configmaps", true);

  /** Reads the type's own annotations (group, version, kind, plural) and {@link Namespaced}. */
  public static ResourceType of(Class<? extends HasMetadata> type) {
    String group = HasMetadata.getGroup(type);
    return new ResourceType(
        group == null ? "" : group,
        HasMetadata.getVersion(type),
        HasMetadata.getKind(type),
        HasMetadata.getPlural(type),
        Namespaced.class.isAssignableFrom(type));
  }

  /** {@code group/version}, or the bare version for the core group. */
  public String apiVersion() {
    return group.isEmpty() ? version : group + "/" + version;
  }

  /**
   * The path of the collection.
   *
   * @param namespace empty for all namespaces, and for a cluster-scoped kind
   */
  public String collectionPath(String namespace) {
    String root = group.isEmpty() ? "/api/" + version : "/apis/" + group + "/" + version;
    String scope = namespace.isEmpty() ? "" : "/namespaces/" + encode(namespace);
    return root + scope + "/" + plural;
  }

  public String objectPath(ObjectKey key) {
    return collectionPath(key.namespace()) + "/" + encode(key.name());
  }

  /** Returns this type as the client library names it. */
  public ResourceDefinitionContext context() {
    return new ResourceDefinitionContext.Builder()
        .withGroup(group)
        .withVersion(version)
        .withKind(kind)
        .withPlural(plural)
        .withNamespaced(namespaced)
        .build();
  }

  private static String encode(String segment) {
    return URLEncoder.encode(segment, StandardCharsets.UTF_8).replace("+", "%20");
  }
}

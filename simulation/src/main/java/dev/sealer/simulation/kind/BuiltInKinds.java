package dev.sealer.simulation.kind;

import com.fasterxml.jackson.databind.JsonNode;
import dev.sealer.kube.ResourceType;
import java.util.List;

/** The built-in kinds that are served. */
final class BuiltInKinds {

  private static final boolean WITH_STATUS = true;
  private static final boolean WITHOUT_STATUS = false;

  private final JsonNode definitions;

  /** Creates the kinds from the published schemas. */
  BuiltInKinds(JsonNode definitions) {
    this.definitions = definitions;
  }

  List<ServedKind> all() {
    return List.of(
        kind(ResourceType.SECRET, SecretContent.ofSecrets(), WITHOUT_STATUS),
        kind(ResourceType.CONFIG_MAP, SecretContent.ofConfigMaps(), WITHOUT_STATUS),
        kind(ResourceType.NAMESPACE, new CoreContent.Namespaces(), WITH_STATUS),
        kind(core("Event", "events"), new CoreContent.Events(), WITHOUT_STATUS),
        kind(core("ServiceAccount", "serviceaccounts"), new CoreContent.Plain(), WITHOUT_STATUS),
        kind(
            new ResourceType("coordination.k8s.io", "v1", "Lease", "leases", true),
            new CoreContent.Leases(),
            WITHOUT_STATUS),
        kind(core("Service", "services"), new ServiceContent(), WITH_STATUS),
        kind(
            new ResourceType("apps", "v1", "Deployment", "deployments", true),
            new WorkloadContent.Deployments(),
            WITH_STATUS),
        kind(
            new ResourceType("batch", "v1", "Job", "jobs", true),
            new WorkloadContent.Jobs(),
            WITH_STATUS));
  }

  private static ResourceType core(String kind, String plural) {
    return new ResourceType("", "v1", kind, plural, true);
  }

  private ServedKind kind(ResourceType type, BuiltInContent content, boolean hasStatus) {
    String group = type.group().isEmpty() ? "core" : type.group().replaceFirst("\\..*", "");
    String definition = "io.k8s.api." + group + "." + type.version() + "." + type.kind();
    BuiltInRules rules = new BuiltInRules(type, definition, content, hasStatus, definitions);
    return new ServedKind(type, type.apiVersion(), hasStatus, false, rules);
  }
}

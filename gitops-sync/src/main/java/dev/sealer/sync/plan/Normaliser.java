package dev.sealer.sync.plan;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sealer.sync.manifest.Manifest;
import dev.sealer.sync.manifest.ManifestException;
import dev.sealer.sync.manifest.ResourceId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Makes of manifests what should be in the cluster. */
public final class Normaliser {

  private static final Set<String> EXCLUDED_GROUPS = Set.of("events.k8s.io", "metrics.k8s.io");
  private static final String DEFINITIONS = "apiextensions.k8s.io";

  private final ApplicationContext context;
  private final Map<String, Boolean> ownKinds = new HashMap<>();
  private final Map<ResourceId, Desired> taken = new HashMap<>();
  private final Map<ResourceId, Desired> resources = new LinkedHashMap<>();
  private final List<Desired> hooks = new ArrayList<>();
  private final List<Desired> deletionHooks = new ArrayList<>();
  private final List<DesiredSet.Warning> warnings = new ArrayList<>();

  private Normaliser(ApplicationContext context) {
    this.context = context;
  }

  /**
   * Normalises.
   *
   * @param manifests of all sources, in order: of two of one object the later counts
   * @throws ManifestException naming file and line of an object that cannot be placed
   */
  public static DesiredSet normalise(List<Manifest> manifests, ApplicationContext context) {
    Normaliser normaliser = new Normaliser(context);
    manifests.forEach(normaliser::learnKind);
    manifests.forEach(normaliser::take);
    return new DesiredSet(
        List.copyOf(normaliser.resources.values()),
        normaliser.hooks,
        normaliser.deletionHooks,
        normaliser.warnings);
  }

  /** A definition among the manifests tells the scope of a kind the cluster does not know yet. */
  private void learnKind(Manifest manifest) {
    JsonNode spec = manifest.object().path("spec");
    if (manifest.id().is(DEFINITIONS, "CustomResourceDefinition")) {
      ownKinds.put(
          spec.path("group").asText() + "/" + spec.path("names").path("kind").asText(),
          spec.path("scope").asText().equals("Namespaced"));
    }
  }

  private void take(Manifest manifest) {
    ResourceId written = manifest.id();
    if (written.name().isEmpty() && Hook.of(manifest).isEmpty()) {
      throw ManifestException.at(
          manifest.origin(), written.kind() + " has no metadata.name; generateName is for hooks");
    }
    if (isExcluded(written)) {
      warn("ExcludedResourceWarning", written + " (" + manifest.origin() + ") is never synced");
      return;
    }
    Desired desired = desired(manifest, placed(written, manifest));
    desired
        .options()
        .withoutEffectOnObject()
        .forEach(option -> warn("SyncOptionWarning", desired + ": sync option " + option));
    replaceEarlier(desired);
    if (desired.hook().isPresent()) {
      takeHook(desired, desired.hook().get());
    } else {
      resources.put(desired.id(), desired);
    }
  }

  /** A hook and an object to keep can have one name, too. A generated name is never equal. */
  private void replaceEarlier(Desired desired) {
    Desired earlier = desired.id().name().isEmpty() ? null : taken.put(desired.id(), desired);
    if (earlier != null) {
      resources.remove(earlier.id());
      hooks.removeIf(hook -> hook.id().equals(earlier.id()));
      deletionHooks.removeIf(hook -> hook.id().equals(earlier.id()));
      warn(
          "RepeatedResourceWarning",
          desired.id()
              + " is written twice, in "
              + earlier.origin()
              + " and in "
              + desired.origin()
              + "; the latter counts");
    }
  }

  private void takeHook(Desired desired, Hook hook) {
    if (!hook.unsupported().isEmpty()) {
      warn(
          "ExcludedResourceWarning",
          desired
              + ": hook "
              + String.join(", ", hook.unsupported())
              + " is not supported, and the object is left out of those phases");
    }
    hook.part(false).ifPresent(part -> hooks.add(desired.with(part)));
    hook.part(true).ifPresent(part -> deletionHooks.add(desired.with(part)));
  }

  private ResourceId placed(ResourceId written, Manifest manifest) {
    boolean namespaced =
        context
            .scopes()
            .namespaced(manifest.object().path("apiVersion").asText(), written.kind())
            .or(() -> Optional.ofNullable(ownKinds.get(written.group() + "/" + written.kind())))
            .orElse(true);
    if (!namespaced) {
      return written.inNamespace("");
    }
    if (!written.namespace().isEmpty()) {
      return written;
    }
    if (context.destinationNamespace().isEmpty()) {
      throw ManifestException.at(
          manifest.origin(),
          written
              + " names no namespace, and neither does the Application; set"
              + " spec.destination.namespace");
    }
    return written.inNamespace(context.destinationNamespace());
  }

  private Desired desired(Manifest manifest, ResourceId id) {
    ObjectNode object = manifest.object().deepCopy();
    ObjectNode metadata = (ObjectNode) object.path("metadata");
    if (id.namespace().isEmpty()) {
      metadata.remove("namespace");
    } else {
      metadata.put("namespace", id.namespace());
    }
    metadata.remove("creationTimestamp");
    object.remove("status");
    if (id.is("rbac.authorization.k8s.io", "ClusterRole")
        && object.path("aggregationRule").isObject()) {
      // Kubernetes fills them in from other roles, whatever Git has there.
      object.remove("rules");
    }
    for (String repeated : RepeatedEntries.removeFrom(id, object)) {
      warn(
          "RepeatedResourceWarning",
          id
              + " ("
              + manifest.origin()
              + "): "
              + repeated
              + " is given twice; the last one counts");
    }
    context.marks().mark(metadata, context.tracking(), id, context.destinationNamespace());
    return new Desired(
        id,
        ResourceId.versionOf(object.path("apiVersion").asText()),
        object,
        manifest.origin(),
        Desired.waveOf(manifest.object()),
        Hook.of(manifest),
        context.marks().pointers());
  }

  private static boolean isExcluded(ResourceId id) {
    return EXCLUDED_GROUPS.contains(id.group())
        || id.is("", "Event")
        || id.is("coordination.k8s.io", "Lease");
  }

  private void warn(String type, String message) {
    warnings.add(new DesiredSet.Warning(type, message));
  }
}

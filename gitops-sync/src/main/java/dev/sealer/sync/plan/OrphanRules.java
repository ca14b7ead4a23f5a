package dev.sealer.sync.plan;

import dev.sealer.crds.argoproj.AppProjectSpec.OrphanedKey;
import dev.sealer.crds.argoproj.AppProjectSpec.OrphanedResources;
import dev.sealer.sync.manifest.Glob;
import dev.sealer.sync.manifest.ResourceId;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Decides which objects without an Application are worth a warning, as Argo CD does. */
final class OrphanRules {

  /** Kubernetes itself makes these. */
  private static final List<OrphanedKey> OF_KUBERNETES =
      List.of(
          new OrphanedKey("", "ServiceAccount", "default"),
          new OrphanedKey("", "Secret", "default-token-?????"),
          new OrphanedKey("", "ConfigMap", "kube-root-ca.crt"));

  private OrphanRules() {}

  /** Returns whether an object is passed over. */
  static boolean ignores(OrphanedResources section, ResourceId id) {
    boolean apiServer =
        id.is("", "Service") && id.namespace().equals("default") && id.name().equals("kubernetes");
    return apiServer
        || OF_KUBERNETES.stream().anyMatch(key -> matches(key, id))
        || section.ignore().stream().anyMatch(key -> matches(key, id));
  }

  private static boolean matches(OrphanedKey key, ResourceId id) {
    return isGlobOf(key.group(), id.group())
        && (isEmpty(key.kind()) || isGlobOf(key.kind(), id.kind()))
        && (isEmpty(key.name()) || isGlobOf(key.name(), id.name()));
  }

  private static boolean isEmpty(@Nullable String glob) {
    return glob == null || glob.isEmpty();
  }

  private static boolean isGlobOf(@Nullable String glob, String text) {
    return Glob.acrossSlashes(glob == null ? "" : glob).matches(text);
  }
}

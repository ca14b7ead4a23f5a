package dev.sealer.externalsecrets.plan;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** Names that External Secrets Operator gives to what it owns; they carry over unchanged. */
public final class Owned {

  /** Marks every Secret that an ExternalSecret writes. */
  public static final String MANAGED_LABEL = "reconcile.external-secrets.io/managed";

  /** Hash of the ExternalSecret that owns the Secret. */
  public static final String CREATED_BY_LABEL = "reconcile.external-secrets.io/created-by";

  /** Hash of the data, to notice drift. */
  public static final String DATA_HASH_ANNOTATION = "reconcile.external-secrets.io/data-hash";

  /** Keeps an ExternalSecret until its target is deleted. */
  public static final String FINALIZER =
      "externalsecrets.external-secrets.io/externalsecret-cleanup";

  private static final String FIELD_MANAGER_PREFIX = "externalsecrets.external-secrets.io/";
  private static final int LONGEST_FIELD_MANAGER = 63;

  /**
   * Metadata that other tools keep on an ExternalSecret about that very object. On a Secret it
   * would be false: a GitOps engine would take the Secret for one of its own and prune it.
   */
  private static final Set<String> NOT_INHERITED =
      Set.of("kubectl.kubernetes.io/last-applied-configuration", "app.kubernetes.io/instance");

  private static final List<String> NOT_INHERITED_PREFIXES =
      List.of(
          "argocd.argoproj.io/",
          "kustomize.toolkit.fluxcd.io/",
          "helm.toolkit.fluxcd.io/",
          "meta.helm.sh/",
          "helm.sh/");

  private Owned() {}

  /** The field manager of one ExternalSecret's writes. */
  public static String fieldManager(String externalSecretName) {
    String full = FIELD_MANAGER_PREFIX + externalSecretName;
    return full.length() <= LONGEST_FIELD_MANAGER
        ? full
        : FIELD_MANAGER_PREFIX + "sha3/" + PeerHash.ofText(externalSecretName);
  }

  /** The labels or annotations of an ExternalSecret that its Secret takes on. */
  public static Map<String, String> inherited(Map<String, String> metadata) {
    return metadata.entrySet().stream()
        .filter(e -> !NOT_INHERITED.contains(e.getKey()))
        .filter(e -> NOT_INHERITED_PREFIXES.stream().noneMatch(e.getKey()::startsWith))
        .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
  }
}

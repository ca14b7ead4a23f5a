package dev.sealer.externalsecrets.plan;

import java.util.Map;
import java.util.Optional;

/**
 * Secrets that Kubernetes itself gives a meaning: with one, its reader has rights in the cluster.
 */
public final class ClusterCredential {

  /** The API server puts a token of the annotated account into such a Secret. */
  public static final String ACCOUNT_TOKEN = "kubernetes.io/service-account-token";

  /** Names the account of a token. */
  public static final String ACCOUNT_ANNOTATION = "kubernetes.io/service-account.name";

  /** A token of this type lets its holder join the cluster as the node that it names. */
  public static final String BOOTSTRAP_TOKEN = "bootstrap.kubernetes.io/token";

  private ClusterCredential() {}

  /**
   * Returns whether a write would make a credential, or make it one of another account.
   *
   * @param type of the Secret once it is written
   * @param annotations that are written, from a template or from the ExternalSecret
   */
  static boolean isMadeBy(String type, Map<String, String> annotations, Optional<LiveSecret> live) {
    if (type.equals(BOOTSTRAP_TOKEN)) {
      return true;
    }
    String account = annotations.get(ACCOUNT_ANNOTATION);
    return type.equals(ACCOUNT_TOKEN)
        && account != null
        && live.map(secret -> secret.annotations().get(ACCOUNT_ANNOTATION))
            .filter(account::equals)
            .isEmpty();
  }
}

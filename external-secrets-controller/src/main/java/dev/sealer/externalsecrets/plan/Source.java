package dev.sealer.externalsecrets.plan;

import java.util.Map;

/**
 * The ExternalSecret as an object.
 *
 * @param apiVersion as owner references name it
 * @param namespace its namespace, which is the target's
 * @param name its name
 * @param uid its identity
 * @param generation of its spec
 * @param labels never null
 * @param annotations never null
 * @param version the {@code status.syncedResourceVersion} that a refresh of this state sets
 */
public record Source(
    String apiVersion,
    String namespace,
    String name,
    String uid,
    long generation,
    Map<String, String> labels,
    Map<String, String> annotations,
    String version) {

  /** Kind, as owner references name it. */
  public static final String KIND = "ExternalSecret";

  /** Computes the version, once for all who ask for it. */
  public Source(
      String apiVersion,
      String namespace,
      String name,
      String uid,
      long generation,
      Map<String, String> labels,
      Map<String, String> annotations) {
    this(
        apiVersion,
        namespace,
        name,
        uid,
        generation,
        labels,
        annotations,
        generation + "-" + PeerHash.ofMetadata(annotations, labels));
  }
}

package dev.sealer.externalsecrets.cluster;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sealer.kube.client.Json;
import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;

/**
 * The ExternalSecret that a ClusterExternalSecret wants in many namespaces.
 *
 * @param externalSecretName its name
 * @param spec its spec as the user wrote it, so that nothing is dropped
 * @param labels its labels
 * @param annotations its annotations
 * @param namespaces where it is wanted
 * @param refresh between two checks of everything; not positive for only on change
 */
record FanOut(
    String externalSecretName,
    JsonNode spec,
    Map<String, String> labels,
    Map<String, String> annotations,
    NamespaceSelection namespaces,
    Duration refresh) {

  /** Returns the ExternalSecret to apply, owned by {@code owner}. */
  ObjectNode manifest(ClusterExternalSecretObject owner) {
    ObjectNode child = Json.object();
    ObjectNode metadata = child.putObject("metadata");
    if (!labels.isEmpty()) {
      new TreeMap<>(labels).forEach(metadata.putObject("labels")::put);
    }
    if (!annotations.isEmpty()) {
      new TreeMap<>(annotations).forEach(metadata.putObject("annotations")::put);
    }
    metadata
        .putArray("ownerReferences")
        .addObject()
        .put("apiVersion", ClusterExternalSecretObject.TYPE.apiVersion())
        .put("kind", ClusterExternalSecretObject.TYPE.kind())
        .put("name", owner.name())
        .put("uid", owner.uid())
        .put("controller", true)
        .put("blockOwnerDeletion", true);
    child.set("spec", spec);
    return child;
  }
}

package dev.sealer.sealedsecrets.api;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sealer.crds.sealedsecrets.SealedSecret;
import dev.sealer.kube.client.Json;
import dev.sealer.sealedsecrets.plan.SealedObject;
import dev.sealer.sealing.model.SealedSecretJson;
import dev.sealer.yaml.KubeYaml;
import dev.sealer.yaml.read.YamlException;
import java.util.Optional;

/**
 * The SealedSecret in the body of a call, JSON or YAML.
 *
 * @param tree the object as it was sent
 * @param object the parsed object
 */
record SentObject(ObjectNode tree, SealedObject object) {

  /** Parses {@code body}; empty unless it is exactly one SealedSecret with a name. */
  static Optional<SentObject> parse(byte[] body) {
    try {
      if (!(KubeYaml.readDocument(body, "body").content() instanceof ObjectNode tree)
          || !tree.path("kind").asText().equals(SealedSecretJson.KIND)
          || !tree.path("apiVersion").asText().startsWith("bitnami.com/")
          || tree.path("metadata").path("name").textValue() == null
          || tree.path("metadata").path("name").textValue().isEmpty()) {
        return Optional.empty();
      }
      SealedSecret typed = Json.typed(tree.deepCopy(), SealedSecret.class);
      return Optional.of(new SentObject(tree, SealedObject.of(typed)));
    } catch (YamlException | IllegalArgumentException notOne) {
      // The messages may quote the body; the caller gets a fixed reply.
      return Optional.empty();
    }
  }
}

package dev.sealer.cli.kubeseal;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sealer.cli.cluster.ControllerClient;
import dev.sealer.cli.io.CommandFailure;
import dev.sealer.cli.manifest.ReencryptReply;
import dev.sealer.sealing.ObjectCopyAnnotations;
import dev.sealer.sealing.model.InvalidManifestException;
import dev.sealer.sealing.model.SealedSecretJson;
import dev.sealer.yaml.KubeYaml;
import dev.sealer.yaml.read.Document;
import dev.sealer.yaml.read.YamlException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** The modes that ask the controller: validate and re-encrypt. */
final class ControllerModes {
  private static final List<String> LIVE_FIELDS =
      List.of("creationTimestamp", "deletionTimestamp", "generation");

  private final KubesealSession session;

  ControllerModes(KubesealSession session) {
    this.session = session;
  }

  /** Asks of every document whether the controller can open it. */
  void validate() throws IOException {
    List<Document> documents = documents("unable to decrypt sealed secret");
    session.withController(controller -> {
      for (Document document : documents) {
        if (!controller.verify(document.content())) {
          throw new CommandFailure(
              "unable to decrypt sealed secret: "
                  + document.content().path("metadata").path("name").asText(""));
        }
      }
      return true;
    });
  }

  /** Has every document sealed again. */
  String reEncrypt() throws IOException {
    List<Document> documents = documents("cannot re-encrypt secret");
    return session.withController(controller -> {
      StringBuilder out = new StringBuilder();
      for (Document document : documents) {
        switch (controller.rotate(document.content())) {
          case ControllerClient.Rotation.Rotated(JsonNode sealed) -> {
            requireSame(document, sealed);
            out.append(session.print(cleaned(sealed)));
          }
          case ControllerClient.Rotation.Refused(String why) -> throw new CommandFailure(why);
        }
      }
      return out.toString();
    });
  }

  private static void requireSame(Document document, JsonNode reply) {
    try {
      ReencryptReply.requireSame(document.content(), reply);
    } catch (InvalidManifestException e) {
      throw new CommandFailure("cannot re-encrypt secret: " + e.getMessage(), e);
    }
  }

  private List<Document> documents(String otherwise) throws IOException {
    List<Document> documents;
    try {
      documents = KubeYaml.readDocuments(session.input(), session.inputName());
    } catch (YamlException e) {
      throw new CommandFailure(otherwise + ": " + e.getMessage(), e);
    }
    if (documents.isEmpty()) {
      throw new CommandFailure(otherwise + ": " + session.inputName() + " holds no sealed secret");
    }
    for (Document document : documents) {
      if (!SealedSecretJson.is(document.content())) {
        throw new CommandFailure(
            "%s: %s:%d: not a SealedSecret of %s"
                .formatted(
                    otherwise,
                    document.source(),
                    document.startLine(),
                    SealedSecretJson.API_VERSION));
      }
    }
    return documents;
  }

  /**
   * The Sealed Secrets controller answers without kind and version; its command adds them, first.
   */
  private static JsonNode cleaned(JsonNode answer) {
    ObjectNode object = JsonNodeFactory.instance.objectNode();
    object.put("kind", SealedSecretJson.KIND);
    object.put("apiVersion", SealedSecretJson.API_VERSION);
    for (String part : List.of("metadata", "spec")) {
      if (answer.path(part) instanceof ObjectNode fields) {
        object.set(part, fields);
      }
    }
    if (object.path("metadata") instanceof ObjectNode metadata) {
      metadata.remove(LIVE_FIELDS);
    }
    if (object.at("/spec/template/metadata/annotations") instanceof ObjectNode annotations) {
      // The template may have been made from a live Secret, before this was looked for.
      List<String> names = new ArrayList<>();
      annotations.fieldNames().forEachRemaining(names::add);
      names.removeIf(name -> !ObjectCopyAnnotations.isCopy(name));
      annotations.remove(names);
    }
    return object;
  }
}

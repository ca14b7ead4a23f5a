package dev.sealer.cli.kubeseal;

import com.fasterxml.jackson.databind.JsonNode;
import dev.sealer.cli.io.CommandFailure;
import dev.sealer.cli.io.FileText;
import dev.sealer.cli.unseal.PrivateKeyFiles;
import dev.sealer.cli.unseal.SecretUnsealer;
import dev.sealer.sealing.InvalidKeyMaterialException;
import dev.sealer.sealing.keys.KeyRing;
import dev.sealer.sealing.keys.PrivateSealingKey;
import dev.sealer.sealing.unseal.JdkPrivateKeyOperation;
import dev.sealer.sealing.unseal.Unsealer;
import dev.sealer.yaml.KubeYaml;
import dev.sealer.yaml.read.Document;
import dev.sealer.yaml.read.YamlException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** Opens sealed secrets with private keys from files. */
final class UnsealMode {
  private final KubesealSession session;

  UnsealMode(KubesealSession session) {
    this.session = session;
  }

  /** Opens every document; kubeseal opens the first and passes over the others. */
  String run() throws IOException {
    List<PrivateSealingKey> keys = new ArrayList<>();
    for (String file : session.flags().list("recovery-private-key")) {
      keys.addAll(keys(file));
    }
    List<Document> documents = KubeYaml.readDocuments(session.input(), session.inputName());
    if (documents.isEmpty()) {
      throw new CommandFailure(session.inputName() + " holds no sealed secret");
    }
    // One run opens few values: loading a native library would take longer than it saves.
    Unsealer unsealer = new Unsealer(KeyRing.of(keys), new JdkPrivateKeyOperation());
    SecretUnsealer opening = new SecretUnsealer(unsealer);
    StringBuilder out = new StringBuilder();
    for (Document document : documents) {
      JsonNode content = document.content();
      if (!content.path("spec").path("encryptedData").isObject()) {
        throw new CommandFailure(
            document.source()
                + ":"
                + document.startLine()
                + ": not a sealed secret: spec.encryptedData is missing");
      }
      out.append(session.print(opening.open(content, "")));
    }
    return out.toString();
  }

  private List<PrivateSealingKey> keys(String file) {
    try {
      return PrivateKeyFiles.read(FileText.read(file), file);
    } catch (InvalidKeyMaterialException | YamlException e) {
      // As kubeseal: other files may hold the key that fits, and if none does it says so.
      session.console().err().println("warning: " + file + ": " + e.getMessage());
      return List.of();
    }
  }
}

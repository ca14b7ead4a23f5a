package dev.sealer.cli.kubeseal;

import dev.sealer.cli.fingerprint.ValueSealer;
import dev.sealer.cli.io.CommandFailure;
import dev.sealer.cli.manifest.UnsealedSecret;
import dev.sealer.cli.seal.ExistingCiphertexts;
import dev.sealer.cli.seal.SealOptions;
import dev.sealer.cli.seal.SecretSealer;
import dev.sealer.sealing.model.InvalidManifestException;
import dev.sealer.yaml.KubeYaml;
import dev.sealer.yaml.read.Document;
import dev.sealer.yaml.read.YamlException;
import java.io.IOException;
import java.util.List;

/** Seals every Secret of the input. All are sealed before the first is printed. */
final class SealMode {
  static final String NOTHING = "no secrets found. Ensure the input is valid and UTF-8 encoded";

  private final KubesealSession session;

  SealMode(KubesealSession session) {
    this.session = session;
  }

  String run() throws IOException {
    ValueSealer items = ValueSealer.always(session.sealer());
    SecretSealer sealing = sealing();
    StringBuilder out = new StringBuilder();
    for (Document document : documents()) {
      try (UnsealedSecret secret = UnsealedSecret.of(document.content())) {
        out.append(session.print(sealing.seal(secret, items, ExistingCiphertexts.none())));
      }
    }
    session.printNotes(items);
    return out.toString();
  }

  SecretSealer sealing() {
    SealOptions options =
        new SealOptions(
            session.scope(), session.flags().text("name"), session.flags().on("allow-empty-data"));
    return new SecretSealer(options, session.namespaces()::findIfAny);
  }

  /**
   * Returns the documents of the input. Where kubeseal passes over a document that it cannot read,
   * this fails: a secret would be missing from the output.
   */
  List<Document> documents() throws IOException {
    List<Document> documents;
    try {
      documents = KubeYaml.readDocuments(session.input(), session.inputName());
    } catch (YamlException e) {
      throw new CommandFailure(NOTHING + " (" + e.getMessage() + ")", e);
    }
    if (documents.isEmpty()) {
      throw new CommandFailure(NOTHING);
    }
    for (Document document : documents) {
      if (!document.content().isObject()) {
        throw new InvalidManifestException(
            NOTHING
                + " ("
                + document.source()
                + ":"
                + document.startLine()
                + ": not a map of keys and values)");
      }
    }
    return documents;
  }
}

package dev.sealer.cli.kubeseal;

import dev.sealer.cli.failure.CommandFailure;
import dev.sealer.cli.fingerprint.ItemSealing;
import dev.sealer.cli.manifest.ManifestException;
import dev.sealer.cli.manifest.PlainSecret;
import dev.sealer.cli.seal.SealOptions;
import dev.sealer.cli.seal.SecretSealing;
import dev.sealer.cli.seal.StandingSeals;
import dev.sealer.yaml.KubeYaml;
import dev.sealer.yaml.read.Document;
import dev.sealer.yaml.read.YamlException;
import java.io.IOException;
import java.util.List;

/** Seals every Secret of the input. All are sealed before the first is printed. */
final class SealMode {
  static final String NOTHING = "no secrets found. Ensure the input is valid and UTF-8 encoded";

  private final Session session;

  SealMode(Session session) {
    this.session = session;
  }

  String run() throws IOException {
    ItemSealing items = ItemSealing.always(session.sealer());
    SecretSealing sealing = sealing();
    StringBuilder out = new StringBuilder();
    for (Document document : documents()) {
      try (PlainSecret secret = PlainSecret.of(document.content())) {
        out.append(session.print(sealing.seal(secret, items, StandingSeals.none())));
      }
    }
    session.printNotes(items);
    return out.toString();
  }

  SecretSealing sealing() {
    SealOptions options =
        new SealOptions(
            session.scope(), session.flags().text("name"), session.flags().on("allow-empty-data"));
    return new SecretSealing(options, session.namespaces()::findIfAny);
  }

  /**
   * The documents of the input. Where the peer passes over a document that it cannot read, this
   * fails: a secret would be missing from the output.
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
        throw new ManifestException(
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

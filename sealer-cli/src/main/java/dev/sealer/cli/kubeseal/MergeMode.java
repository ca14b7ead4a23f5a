package dev.sealer.cli.kubeseal;

import dev.sealer.cli.edit.SealedFile;
import dev.sealer.cli.fingerprint.ValueSealer;
import dev.sealer.cli.io.BulkRun;
import dev.sealer.cli.io.BulkRun.Change;
import dev.sealer.cli.io.CommandFailure;
import dev.sealer.cli.manifest.RequestedNamespace;
import dev.sealer.cli.manifest.UnsealedSecret;
import dev.sealer.cli.seal.SecretSealer;
import dev.sealer.sealing.Scope;
import dev.sealer.sealing.model.SealedSecretJson;
import dev.sealer.yaml.read.Document;
import java.io.IOException;
import java.util.List;
import java.util.TreeMap;

/**
 * Adds newly sealed items to a sealed file, which keeps its name, namespace, scope, format,
 * comments and order. The file is replaced as a whole, or not at all.
 */
final class MergeMode {
  private final KubesealSession session;

  MergeMode(KubesealSession session) {
    this.session = session;
  }

  void run(String file) throws IOException {
    ValueSealer items = ValueSealer.always(session.sealer());
    BulkRun.one(session.console(), file, content -> merged(content, file, items));
    session.printNotes(items);
  }

  private Change<SealedFile> merged(byte[] content, String file, ValueSealer items)
      throws IOException {
    SealedFile sealed = SealedFile.of(content, file);
    RequestedNamespace asked =
        sealed.scope().needsNamespace()
            ? session.namespaces().findIfAny()
            : new RequestedNamespace("", false);
    if (!sealed.namespace().isEmpty()) {
      // As kubeseal: before it reads its input.
      sealed.sealFor(asked, List.of());
    }
    List<Document> documents = new SealMode(session).documents();
    sealed.sealFor(asked, documents.stream().map(UnsealedSecret::namespaceOf).toList());
    for (Document document : documents) {
      try (UnsealedSecret secret = UnsealedSecret.of(document.content())) {
        merge(items, secret, sealed, file);
      }
    }
    return Change.to(text(sealed), sealed, List.of());
  }

  private void merge(ValueSealer items, UnsealedSecret secret, SealedFile sealed, String file) {
    SecretSealer.requireValues(secret, session.flags().on("allow-empty-data"));
    Scope asked =
        session.scope() == Scope.STRICT
            ? Scope.ofAnnotations(secret.annotations())
            : session.scope();
    if (asked != Scope.STRICT && asked != sealed.scope()) {
      throw new CommandFailure(
          "%s has the scope %s, so items of the scope %s could never be opened there: leave --scope"
                  .formatted(file, sealed.scope().flag(), asked.flag())
              + " and scope annotations out");
    }
    SecretSealer.items(secret, sealed::place, items, sealed::existing).forEach(sealed::setItem);
    items.noteDropped(secret.droppedAnnotations());
    new TreeMap<>(secret.annotations())
        .forEach((key, value) -> sealed.setTemplateText("annotations", key, value));
    SealedSecretJson.strings(secret.metadata().path("labels"), "metadata.labels")
        .forEach((key, value) -> sealed.setTemplateText("labels", key, value));
  }

  private String text(SealedFile sealed) {
    boolean convert = session.flags().given("format");
    if (!convert || (session.format() == OutputFormat.JSON) == sealed.isJson()) {
      return sealed.text();
    }
    return session.format().print(sealed.content());
  }
}

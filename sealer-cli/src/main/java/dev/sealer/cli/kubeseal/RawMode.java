package dev.sealer.cli.kubeseal;

import dev.sealer.cli.io.CommandFailure;
import dev.sealer.cli.io.FileText;
import dev.sealer.sealing.Scope;
import dev.sealer.sealing.Sealer;
import dev.sealer.secret.SecretBytes;
import java.io.IOException;
import java.util.List;

/** Seals one value, byte for byte as it is given, and prints it without a line end. */
final class RawMode {
  private final KubesealSession session;

  RawMode(KubesealSession session) {
    this.session = session;
  }

  String run() throws IOException {
    // kubeseal looks at the certificate before it looks at anything else.
    Sealer sealer = session.sealer();
    Scope scope = session.scope();
    String name = session.flags().text("name");
    String namespace = scope == Scope.CLUSTER_WIDE ? "" : session.namespaces().find().name();
    if (scope != Scope.CLUSTER_WIDE && namespace.isEmpty()) {
      throw new CommandFailure(
          "must provide the --namespace flag with --raw and --scope " + scope.flag());
    }
    if (scope == Scope.STRICT && name.isEmpty()) {
      throw new CommandFailure(
          "must provide the --name flag with --raw and --scope " + scope.flag());
    }
    try (SecretBytes value = SecretBytes.takeOver(value())) {
      return sealer.seal(value, scope.label(namespace, name)).toBase64();
    }
  }

  private byte[] value() throws IOException {
    List<String> files = session.flags().list("from-file");
    if (files.size() > 1) {
      throw new CommandFailure(
          "must provide only one --from-file when encrypting a single item with --raw");
    }
    if (files.isEmpty()) {
      return session.console().readInput("a secret to encrypt");
    }
    String file = files.getFirst();
    return FileText.read(file.substring(file.indexOf('=') + 1));
  }
}

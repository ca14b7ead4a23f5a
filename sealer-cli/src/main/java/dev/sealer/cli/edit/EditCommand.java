package dev.sealer.cli.edit;

import dev.sealer.cli.certificates.CertificateOptions;
import dev.sealer.cli.cluster.ClusterOptions;
import dev.sealer.cli.fingerprint.Fingerprints;
import dev.sealer.cli.fingerprint.ValueSealer;
import dev.sealer.cli.io.BulkRun;
import dev.sealer.cli.io.BulkRun.Change;
import dev.sealer.cli.io.Console;
import dev.sealer.cli.options.Argument;
import dev.sealer.cli.options.CliCommand;
import dev.sealer.cli.options.CommandBuilder;
import dev.sealer.cli.unseal.PrivateKeyOptions;
import dev.sealer.cli.unseal.ValueUnsealer;
import dev.sealer.secret.SecretBytes;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Edits the values of a sealed file in the user's editor. */
public final class EditCommand implements CliCommand {
  private final Console console;

  private final ClusterOptions cluster = new ClusterOptions();
  private final CertificateOptions certificate = new CertificateOptions();
  private final PrivateKeyOptions keys = new PrivateKeyOptions();

  private final Argument<String> file =
      Argument.parameter(0, "FILE", "File with one SealedSecret.");

  public EditCommand(Console console) {
    this.console = console;
  }

  @Override
  public CommandBuilder line() {
    return CommandBuilder.of(
            this,
            "Opens the values of a sealed file in $VISUAL or $EDITOR. Values that cannot be read show as"
                + " <unchanged>; with --private-key they show as plaintext.",
            "",
            "Add, change and remove keys. While the editor runs, what you type is in a file that only"
                + " you can read, in memory where the system allows it; it is overwritten and removed"
                + " whatever happens. 'sealer set' needs no such file.")
        .takes(cluster, certificate, keys, file)
        .footer(
            "",
            "Examples:",
            "  sealer edit db.sealed.yaml",
            "  EDITOR='code --wait' sealer edit db.sealed.yaml --cert cluster.pem");
  }

  @Override
  public Integer call() throws IOException {
    BulkRun.one(console, file.value(), this::change);
    return 0;
  }

  private Change<SealedFile> change(byte[] content) {
    SealedFile sealed = SealedFile.of(content, file.value());
    sealed.sealFor(cluster.askedNamespace(), List.of());
    Fingerprints fingerprints = Fingerprints.of(console.environment());
    // Before the editor: nobody should type a secret for a certificate that cannot be had.
    ValueSealer items = new ValueSealer(certificate.sealer(console, cluster), fingerprints, false);
    Map<String, SecretBytes> known = known(sealed);
    try {
      new ValueEditor(console, sealed, items, known).run();
    } finally {
      known.values().forEach(SecretBytes::close);
    }
    return sealed.change(items, fingerprints);
  }

  private Map<String, SecretBytes> known(SealedFile sealed) {
    ValueUnsealer opening = new ValueUnsealer(keys.unsealer());
    Map<String, SecretBytes> known = new LinkedHashMap<>();
    sealed
        .items()
        .properties()
        .forEach(item ->
            opening
                .open(sealed.place(item.getKey()), item.getValue().asText(""))
                .ifPresent(value -> known.put(item.getKey(), value)));
    return known;
  }
}

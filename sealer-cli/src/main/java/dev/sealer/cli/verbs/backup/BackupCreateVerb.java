package dev.sealer.cli.verbs.backup;

import dev.sealer.cli.backup.cluster.KeyCluster;
import dev.sealer.cli.backup.file.AgeKeys;
import dev.sealer.cli.backup.file.BackupFile;
import dev.sealer.cli.failure.CommandFailure;
import dev.sealer.cli.io.Console;
import dev.sealer.cli.options.ReportFormat;
import dev.sealer.cli.passphrase.Passphrases;
import dev.sealer.sealing.age.AgeIdentity;
import dev.sealer.sealing.age.AgeRecipient;
import dev.sealer.sealing.age.Argon2Cost;
import dev.sealer.sealing.age.PassphraseIdentity;
import dev.sealer.sealing.age.PassphraseRecipient;
import dev.sealer.sealing.backup.BackedUpKey;
import dev.sealer.sealing.backup.ClusterIdentity;
import dev.sealer.sealing.backup.KeyBackup;
import dev.sealer.secret.SecretBytes;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Writes every sealing key of a cluster into one encrypted file. */
@Command(
    name = "create",
    description = "Writes every sealing key of a cluster into one encrypted file.",
    footer = {
      "",
      "The file is encrypted to a passphrase, to age recipients, or to both; any one of them opens"
          + " it. It is read back before it gets its name.",
      "",
      "Exit codes: 0 done; 1 failed, nothing written; 2 wrong command line; 3 written, but a",
      "malformed key Secret is not in it.",
      "",
      "Examples:",
      "  sealer backup create keys.age",
      "  sealer backup create -R operators.txt --overwrite keys.age"
    })
final class BackupCreateVerb implements Callable<Integer> {
  private static final int INCOMPLETE = 3;

  private final Console console;
  private final Passphrases passphrases;

  @Mixin private final KeyClusterOptions cluster = new KeyClusterOptions();
  @Mixin private final ReportFormat format = new ReportFormat();
  @Mixin private final PassphraseOptions passphrase = new PassphraseOptions();

  @Option(
      names = "--passphrase",
      description =
          "Encrypt to a passphrase that is asked for, which is the default without recipients.")
  private boolean ask;

  @Option(
      names = {"-r", "--recipient"},
      paramLabel = "AGE1…",
      description = "age recipient; may be given several times.")
  private List<String> recipients = new ArrayList<>();

  @Option(
      names = {"-R", "--recipients-file"},
      paramLabel = "FILE",
      description = "File of age recipients, one a line; may be given several times.")
  private List<String> recipientFiles = new ArrayList<>();

  @Option(
      names = {"-i", "--identity"},
      paramLabel = "FILE",
      description = "age identities to open the file with, as a proof, after it was written.")
  private List<String> identities = new ArrayList<>();

  @Option(names = "--overwrite", description = "Replace FILE if it exists.")
  private boolean overwrite;

  @Parameters(paramLabel = "FILE", description = "File to write, readable by its owner only.")
  private String file = "";

  BackupCreateVerb(Console console) {
    this.console = console;
    this.passphrases = new Passphrases(console);
  }

  @Override
  public Integer call() {
    boolean _ = format.json();
    BackupFile target = new BackupFile(file);
    target.checkTarget(overwrite);
    List<AgeRecipient> to = new ArrayList<>();
    recipients.forEach(text -> to.add(AgeKeys.recipient(text)));
    recipientFiles.forEach(name -> to.addAll(AgeKeys.recipients(name)));
    List<AgeIdentity> readers = new ArrayList<>();
    identities.forEach(name -> readers.addAll(AgeKeys.identities(name)));
    Optional<SecretBytes> secret = secret(to.isEmpty());
    try (KeyCluster keys =
        new KeyCluster(
            cluster.connection(), console.environment(), cluster.namespace(), cluster.prefix())) {
      secret.ifPresent(known -> {
        to.add(new PassphraseRecipient(known, Argon2Cost.RECOMMENDED));
        readers.add(new PassphraseIdentity(known));
      });
      return write(keys, target, to, readers);
    } finally {
      readers.forEach(AgeIdentity::close);
      secret.ifPresent(SecretBytes::close);
    }
  }

  private Optional<SecretBytes> secret(boolean needed) {
    Optional<SecretBytes> given = passphrase.read(passphrases);
    return given.isEmpty() && (ask || needed) ? Optional.of(passphrases.chosen()) : given;
  }

  private int write(
      KeyCluster keys, BackupFile target, List<AgeRecipient> to, List<AgeIdentity> readers) {
    ClusterIdentity identity = keys.identity();
    KeyCluster.Reading reading = keys.read();
    Instant now = Instant.now().truncatedTo(ChronoUnit.SECONDS);
    try (KeyBackup backup = KeyBackup.of(now, identity, reading.keys())) {
      if (backup.keys().isEmpty()) {
        throw new CommandFailure(
            "there is no usable sealing key in namespace %s (label %s): is it the controller's?"
                .formatted(keys.namespace(), BackedUpKey.LABEL));
      }
      boolean opened = target.write(backup, to, readers, overwrite);
      BackupReport report = new BackupReport();
      report.put("file", file);
      report.put("opened", opened);
      report.line(
          "%s: %d keys of %s, %s"
              .formatted(
                  file,
                  backup.keys().size(),
                  identity.server(),
                  opened ? "opened again and checked" : "read back and compared"));
      report.manifest(backup);
      report.malformed(reading.malformed(), console);
      report.print(console, format.json());
      return reading.malformed().isEmpty() ? 0 : INCOMPLETE;
    }
  }
}

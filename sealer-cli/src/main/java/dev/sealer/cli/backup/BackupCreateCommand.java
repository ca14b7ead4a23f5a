package dev.sealer.cli.backup;

import dev.sealer.cli.io.CommandFailure;
import dev.sealer.cli.io.Console;
import dev.sealer.cli.io.Plural;
import dev.sealer.cli.options.Argument;
import dev.sealer.cli.options.CliCommand;
import dev.sealer.cli.options.CommandBuilder;
import dev.sealer.cli.options.ReportFormat;
import dev.sealer.sealing.age.AgeIdentity;
import dev.sealer.sealing.age.AgeRecipient;
import dev.sealer.sealing.age.Argon2Cost;
import dev.sealer.sealing.age.PassphraseIdentity;
import dev.sealer.sealing.age.PassphraseRecipient;
import dev.sealer.sealing.backup.BackedUpKey;
import dev.sealer.sealing.backup.ClusterIdentity;
import dev.sealer.sealing.backup.KeyBackup;
import dev.sealer.sealing.model.KeySecret;
import dev.sealer.secret.SecretBytes;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** Writes every sealing key of a cluster into one encrypted file. */
final class BackupCreateCommand implements CliCommand {
  private static final int INCOMPLETE = 3;

  private final Console console;
  private final Passphrases passphrases;

  private final KeyClusterOptions cluster = new KeyClusterOptions();
  private final ReportFormat format = new ReportFormat();
  private final PassphraseOptions passphrase = new PassphraseOptions();

  private final Argument<Boolean> ask =
      Argument.flag(
          "--passphrase",
          "Encrypt to a passphrase that is asked for, which is the default without recipients.");

  private final Argument<List<String>> recipients =
      Argument.options("-r, --recipient", "AGE1…", "age recipient; may be given several times.");

  private final Argument<List<String>> recipientFiles =
      Argument.options(
          "-R, --recipients-file",
          "FILE",
          "File of age recipients, one a line; may be given several times.");

  private final Argument<List<String>> identities =
      Argument.options(
          "-i, --identity",
          "FILE",
          "age identities to open the file with, as a proof, after it was written.");

  private final Argument<Boolean> overwrite =
      Argument.flag("--overwrite", "Replace FILE if it exists.");

  private final Argument<String> file =
      Argument.parameter(0, "FILE", "File to write, readable by its owner only.");

  BackupCreateCommand(Console console) {
    this.console = console;
    this.passphrases = new Passphrases(console);
  }

  @Override
  public CommandBuilder line() {
    return CommandBuilder.of(this, "Writes every sealing key of a cluster into one encrypted file.")
        .takes(
            cluster,
            format,
            passphrase,
            ask,
            recipients,
            recipientFiles,
            identities,
            overwrite,
            file)
        .footer(
            "",
            "The file is encrypted to a passphrase, to age recipients, or to both; any one of them opens"
                + " it. It is read back before it gets its name.",
            "",
            "Exit codes: 0 done; 1 failed, nothing written; 2 wrong command line; 3 written, but a",
            "malformed key Secret is not in it.",
            "",
            "Examples:",
            "  sealer backup create keys.age",
            "  sealer backup create -R operators.txt --overwrite keys.age");
  }

  @Override
  public Integer call() {
    boolean _ = format.json();
    BackupFile target = new BackupFile(file.value());
    target.checkTarget(overwrite.value());
    List<AgeRecipient> to = new ArrayList<>();
    recipients.value().forEach(text -> to.add(AgeKeyFiles.recipient(text)));
    recipientFiles.value().forEach(name -> to.addAll(AgeKeyFiles.recipients(name)));
    List<AgeIdentity> readers = new ArrayList<>();
    identities.value().forEach(name -> readers.addAll(AgeKeyFiles.identities(name)));
    Optional<SecretBytes> secret = secret(to.isEmpty());
    try (KeyCluster keys =
        new KeyCluster(cluster.connection(), console, cluster.namespace(), cluster.prefix())) {
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
    return given.isEmpty() && (ask.value() || needed) ? Optional.of(passphrases.chosen()) : given;
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
                .formatted(keys.namespace(), KeySecret.LABEL));
      }
      requireRestoreHasEnded(backup, keys.namespace());
      boolean opened = target.write(backup, to, readers, overwrite.value());
      BackupReport report = new BackupReport();
      report.put("file", file.value());
      report.put("opened", opened);
      report.line(
          "%s: %s of %s, %s"
              .formatted(
                  file.value(),
                  Plural.of(backup.keys().size(), "key"),
                  identity.server(),
                  opened ? "opened again and checked" : "read back and compared"));
      report.manifest(backup);
      report.malformed(reading.malformed(), console);
      report.print(console, format.json());
      remember(backup, now);
      return reading.malformed().isEmpty() ? 0 : INCOMPLETE;
    }
  }

  /** For {@code sealer doctor}. The backup is good without it. */
  private void remember(KeyBackup backup, Instant now) {
    Set<String> keys = new TreeSet<>();
    backup.fingerprints().forEach(key -> keys.add(key.toString()));
    String path = Path.of(file.value()).toAbsolutePath().normalize().toString();
    try {
      new BackupRecord(path, now, keys)
          .save(console.environment(), backup.manifest().cluster().server());
    } catch (IOException | CommandFailure e) {
      console.note("could not store when this backup was made: " + e.getMessage());
    }
  }

  /** The label of a key in the middle of a restore says nothing about what it was and will be. */
  private static void requireRestoreHasEnded(KeyBackup backup, String namespace) {
    List<String> underWay =
        backup.keys().stream()
            .filter(key -> key.shape().status().equals(KeySecret.RESTORING))
            .map(BackedUpKey::name)
            .toList();
    if (!underWay.isEmpty()) {
      throw new CommandFailure(
          "a restore into namespace %s has not ended, controllers do not load %s yet: run the same"
                  .formatted(namespace, String.join(", ", underWay))
              + " restore again first, or set the label "
              + KeySecret.LABEL
              + " of these Secrets by hand");
    }
  }
}

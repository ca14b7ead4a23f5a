package dev.sealer.cli.kubeseal;

import com.fasterxml.jackson.databind.JsonNode;
import dev.sealer.cli.certificates.CertificateSource;
import dev.sealer.cli.cluster.ClusterAccess;
import dev.sealer.cli.cluster.ConnectionFlags;
import dev.sealer.cli.cluster.ControllerClient;
import dev.sealer.cli.cluster.NamespaceLookup;
import dev.sealer.cli.fingerprint.ValueSealer;
import dev.sealer.cli.io.AtomicFile;
import dev.sealer.cli.io.CommandFailure;
import dev.sealer.cli.io.Console;
import dev.sealer.cli.io.FileText;
import dev.sealer.sealing.Scope;
import dev.sealer.sealing.Sealer;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.function.Function;

/** One run: chooses the mode, and keeps what the modes share. */
final class KubesealSession {
  private final FlagValues flags;
  private final Console console;
  private final ConnectionFlags connection;
  private byte[] read = new byte[0];

  KubesealSession(FlagValues flags, Console console) {
    this.flags = flags;
    this.console = console;
    this.connection = KubesealFlags.connection(flags);
  }

  /** Runs the first mode that the flags ask for, in kubeseal's order. */
  void run() throws IOException {
    requirePlaces();
    if (flags.on("recovery-unseal")) {
      warnOfKeysWithoutUse();
      write(new UnsealMode(this).run());
    } else if (flags.on("validate")) {
      new ControllerModes(this).validate();
    } else if (reEncrypts()) {
      reEncrypt();
    } else if (flags.on("fetch-cert")) {
      byte[] certificate = certificate();
      if (flags.text("sealed-secret-file").isEmpty()) {
        console.out().writeBytes(certificate);
      } else {
        AtomicFile.writePrivate(flags.text("sealed-secret-file"), certificate);
      }
    } else if (!flags.text("merge-into").isEmpty()) {
      new MergeMode(this).run(flags.text("merge-into"));
    } else if (flags.on("raw")) {
      write(new RawMode(this).run());
    } else {
      write(new SealMode(this).run());
    }
  }

  /** As kubeseal: files are opened before anything is done, whatever the mode. */
  private void requirePlaces() {
    String input = flags.text("secret-file");
    if (!input.isEmpty() && !Files.isReadable(Path.of(input))) {
      throw new CommandFailure("Could not read file specified with --secret-file");
    }
    String output = flags.text("sealed-secret-file");
    if (!output.isEmpty()) {
      requireFolder(Path.of(output));
    }
  }

  private static void requireFolder(Path output) {
    Path folder = output.toAbsolutePath().getParent();
    if (folder == null || Files.isDirectory(output)) {
      throw new CommandFailure("open " + output + ": is a directory");
    }
    if (!Files.isDirectory(folder)) {
      throw new CommandFailure("open " + output + ": no such file or directory");
    }
  }

  private void warnOfKeysWithoutUse() {
    if (flags.list("recovery-private-key").isEmpty()) {
      console.warning("no --recovery-private-key was given, so nothing can be opened");
    }
  }

  private void reEncrypt() throws IOException {
    write(new ControllerModes(this).reEncrypt());
  }

  private boolean reEncrypts() {
    return flags.on("re-encrypt") || flags.on("rotate");
  }

  /** Returns the file to write; empty for standard output. Re-encrypting a file replaces it. */
  private String outputFile() {
    String asked = flags.text("sealed-secret-file");
    return asked.isEmpty() && reEncrypts() ? flags.text("secret-file") : asked;
  }

  FlagValues flags() {
    return flags;
  }

  Console console() {
    return console;
  }

  /** Returns what errors call the input. */
  String inputName() {
    String file = flags.text("secret-file");
    return file.isEmpty() ? "stdin" : file;
  }

  /** The input: a file, or else standard input. */
  byte[] input() throws IOException {
    String file = flags.text("secret-file");
    if (file.isEmpty()) {
      return console.readInput("json/yaml k8s resource");
    }
    try {
      read = FileText.read(file);
      return read.clone();
    } catch (CommandFailure e) {
      throw new CommandFailure(e.line(), e);
    }
  }

  /** Returns the certificate's bytes, not looked at. */
  byte[] certificate() {
    String given = flags.text("cert");
    return given.isEmpty()
        ? withController(ControllerClient::certificate)
        : CertificateSource.read(given, console.environment());
  }

  Sealer sealer() {
    return new Sealer(CertificateSource.parse(certificate(), Instant.now()));
  }

  <T> T withController(Function<ControllerClient, T> use) {
    return new ClusterAccess(connection, console)
        .withController(flags.text("controller-namespace"), flags.text("controller-name"), use);
  }

  NamespaceLookup namespaces() {
    return new NamespaceLookup(connection, console.environment());
  }

  Scope scope() {
    return Scope.ofFlag(flags.text("scope")).orElse(Scope.STRICT);
  }

  /** Returns the object as text, in the format asked for or that of the file to write. */
  String print(JsonNode object) {
    return format().print(object);
  }

  OutputFormat format() {
    return OutputFormat.namesYaml(outputFile())
        ? OutputFormat.YAML
        : OutputFormat.of(flags.text("format"));
  }

  void printNotes(ValueSealer items) {
    items.notes().forEach(note -> console.note(note));
  }

  private void write(String text) {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    String file = outputFile();
    if (file.isEmpty()) {
      console.out().writeBytes(bytes);
    } else {
      if (reEncrypts() && flags.text("sealed-secret-file").isEmpty()) {
        AtomicFile.requireUnchanged(file, read);
      }
      AtomicFile.writePrivate(file, bytes);
    }
  }
}

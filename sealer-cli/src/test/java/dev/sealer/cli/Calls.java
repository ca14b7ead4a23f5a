package dev.sealer.cli;

import dev.sealer.cli.io.Console;
import dev.sealer.cli.io.Console.Terminals;
import dev.sealer.cli.io.Keyboard;
import dev.sealer.sealing.keys.NewSealingKey;
import dev.sealer.sealing.keys.SealingKeyPair;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Map;

/** Calls the command line in this process, as the launcher would. */
final class Calls {
  private static final SealingKeyPair PAIR = fresh();

  private Calls() {}

  /** How a call ended. */
  record Outcome(int exitCode, String out, String err) {}

  static Outcome kubeseal(byte[] input, Map<String, String> environment, List<String> line) {
    return call("kubeseal", input, environment, line);
  }

  static Outcome sealer(String input, String... line) {
    return call("sealer", input.getBytes(StandardCharsets.UTF_8), Map.of(), List.of(line));
  }

  /** With an environment, such as a home folder. */
  static Outcome sealer(Map<String, String> environment, String input, String... line) {
    return call("sealer", input.getBytes(StandardCharsets.UTF_8), environment, List.of(line));
  }

  /** As a person at a terminal who types these lines when asked. */
  static Outcome atTerminal(Map<String, String> environment, List<String> typed, String... line) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    ByteArrayOutputStream err = new ByteArrayOutputStream();
    Deque<String> lines = new ArrayDeque<>(typed);
    Keyboard keyboard =
        new Keyboard() {
          @Override
          public char[] secret(String prompt) {
            return line(prompt).toCharArray();
          }

          @Override
          public String line(String prompt) {
            err.writeBytes((prompt + "\n").getBytes(StandardCharsets.UTF_8));
            return lines.removeFirst();
          }
        };
    Console console =
        new Console(
            InputStream.nullInputStream(),
            new PrintStream(out, true, StandardCharsets.UTF_8),
            new PrintStream(err, true, StandardCharsets.UTF_8),
            environment,
            new Terminals(true, true, true),
            keyboard);
    int code = Main.run("sealer", List.of(line), console);
    return new Outcome(
        code, out.toString(StandardCharsets.UTF_8), err.toString(StandardCharsets.UTF_8));
  }

  private static Outcome call(
      String calledAs, byte[] input, Map<String, String> environment, List<String> line) {
    return call(calledAs, new ByteArrayInputStream(input), environment, line);
  }

  /** With a standard input that does something when it is read. */
  static Outcome call(
      String calledAs, InputStream input, Map<String, String> environment, List<String> line) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    ByteArrayOutputStream err = new ByteArrayOutputStream();
    Console console =
        new Console(
            input,
            new PrintStream(out, true, StandardCharsets.UTF_8),
            new PrintStream(err, true, StandardCharsets.UTF_8),
            environment,
            false);
    int code = Main.run(calledAs, line, console);
    return new Outcome(
        code, out.toString(StandardCharsets.UTF_8), err.toString(StandardCharsets.UTF_8));
  }

  /** Writes the certificate and the private key of one pair into a folder. */
  static void writeKeys(Path folder) {
    write(
        folder.resolve("cert.pem"), PAIR.certificate().toPem().getBytes(StandardCharsets.US_ASCII));
    write(folder.resolve("key.pem"), PAIR.key().toPem().reveal(byte[]::clone));
  }

  /** Writes the certificate of another pair. */
  static void writeOtherCertificate(Path file) {
    write(file, fresh().certificate().toPem().getBytes(StandardCharsets.US_ASCII));
  }

  /** A pair as a controller has it an hour after it started. */
  private static SealingKeyPair fresh() {
    return new NewSealingKey(2048, "", Duration.ofDays(36500))
        .generate(Instant.now().minus(Duration.ofHours(1)), new SecureRandom());
  }

  /** Writes a certificate that has expired. */
  static void writeExpired(Path file) {
    SealingKeyPair expired =
        new NewSealingKey(1024, "", Duration.ofDays(1))
            .generate(Instant.parse("2015-04-08T00:00:00Z"), new SecureRandom());
    write(file, expired.certificate().toPem().getBytes(StandardCharsets.US_ASCII));
  }

  /** A kubeconfig whose context {@code prod} leads to this address. */
  static void writeKubeconfig(Path file, String address) {
    String text =
        """
        apiVersion: v1
        kind: Config
        current-context: prod
        contexts: [{name: prod, context: {cluster: c, user: u}}]
        clusters: [{name: c, cluster: {server: "%s"}}]
        users: [{name: u, user: {token: t}}]
        """
            .formatted(address);
    write(file, text.getBytes(StandardCharsets.UTF_8));
  }

  static void write(Path file, byte[] content) {
    try {
      Files.write(file, content);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}

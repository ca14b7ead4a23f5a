package dev.sealer.cli.reencrypt;

import dev.sealer.cli.Main;
import dev.sealer.cli.io.Console;
import dev.sealer.sealing.Scope;
import dev.sealer.sealing.Sealer;
import dev.sealer.sealing.keys.NewSealingKey;
import dev.sealer.sealing.keys.SealingKeyPair;
import dev.sealer.secret.SecretBytes;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/** Two sealing keys, an old one and the newest, and calls of the command line. */
public final class Sealing {

  /** Renewed by {@link #NEWEST}. */
  public static final SealingKeyPair OLD = pair("2024-01-01T00:00:00Z");

  /** The key to be on. */
  public static final SealingKeyPair NEWEST = pair("2026-01-01T00:00:00Z");

  private Sealing() {}

  /** How a call ended. */
  public record Outcome(int exitCode, String out, String err) {}

  private static SealingKeyPair pair(String from) {
    return new NewSealingKey(2048, "", Duration.ofDays(36500))
        .generate(Instant.parse(from), new SecureRandom());
  }

  /** Writes {@code old.pem}, {@code newest.pem} and {@code newest.crt} into a folder. */
  public static void writeKeys(Path folder) {
    try {
      Files.write(folder.resolve("old.pem"), OLD.key().toPem().reveal(byte[]::clone));
      Files.write(folder.resolve("newest.pem"), NEWEST.key().toPem().reveal(byte[]::clone));
      Files.writeString(folder.resolve("newest.crt"), NEWEST.certificate().toPem());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Seals a value. */
  public static String item(
      SealingKeyPair key, Scope scope, String namespaceAndName, String value) {
    String[] parts = namespaceAndName.split("/", 2);
    try (SecretBytes plain = SecretBytes.ofUtf8(value)) {
      return new Sealer(key.certificate()).seal(plain, scope.label(parts[0], parts[1])).toBase64();
    }
  }

  /** Runs {@code sealer} with nothing on its standard input. */
  public static Outcome sealer(String... line) {
    return sealerWith("", line);
  }

  /** Runs {@code sealer}. */
  public static Outcome sealerWith(String input, String... line) {
    return call("sealer", input.getBytes(StandardCharsets.UTF_8), List.of(line));
  }

  /** Runs the command line under a name. */
  public static Outcome call(String calledAs, byte[] input, List<String> line) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    ByteArrayOutputStream err = new ByteArrayOutputStream();
    Console console =
        new Console(
            new ByteArrayInputStream(input),
            new PrintStream(out, true, StandardCharsets.UTF_8),
            new PrintStream(err, true, StandardCharsets.UTF_8),
            // These keys have fixed dates, and their age is not what is tested.
            Map.of("SEALER_KEY_RENEW_PERIOD", "0"),
            false);
    int code = Main.run(calledAs, line, console);
    return new Outcome(
        code, out.toString(StandardCharsets.UTF_8), err.toString(StandardCharsets.UTF_8));
  }
}

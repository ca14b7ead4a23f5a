package dev.sealer.cli.kubeseal;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sealer.cli.io.Console;
import java.io.ByteArrayOutputStream;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a comparison cannot show: a person at a terminal, and where the peer never ends. */
final class TerminalAndFolderTest {
  @TempDir private Path folder;

  @Test
  void aFolderToReadIsAnError() {
    assertThat(errors(false, "--validate", "-f", folder.toString()))
        .isEqualTo("error: read " + folder + ": is a directory\n");
  }

  @ParameterizedTest
  @CsvSource({
    "--recovery-unseal, json/yaml k8s resource",
    "--validate, json/yaml k8s resource",
    "--re-encrypt, json/yaml k8s resource",
  })
  void tellsAPersonWhatIsExpected(String mode, String expected) {
    assertThat(errors(true, mode))
        .contains("(tty detected: expecting " + expected + " in stdin)\n");
    assertThat(errors(true, mode, "-f", folder.toString())).doesNotContain("tty detected");
  }

  private static String errors(boolean terminal, String... line) {
    ByteArrayOutputStream err = new ByteArrayOutputStream();
    Console console =
        new Console(
            InputStream.nullInputStream(),
            new PrintStream(new ByteArrayOutputStream(), true, StandardCharsets.UTF_8),
            new PrintStream(err, true, StandardCharsets.UTF_8),
            Map.of(),
            terminal);
    assertThat(Kubeseal.run("kubeseal", () -> "1", List.of(line), console)).isEqualTo(1);
    return err.toString(StandardCharsets.UTF_8);
  }
}

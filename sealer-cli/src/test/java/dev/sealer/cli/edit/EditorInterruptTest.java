package dev.sealer.cli.edit;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class EditorInterruptTest {
  /** Without care, one run in about a hundred ends at the interrupt. */
  private static final int EDITS = 200;

  @Test
  void ctrlCInTheLastMomentOfAnEditorDoesNotEndTheCommand() throws Exception {
    Process edits =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-cp",
                System.getProperty("java.class.path"),
                Edits.class.getName())
            .redirectErrorStream(true)
            .start();
    String output = new String(edits.getInputStream().readAllBytes(), StandardCharsets.UTF_8);

    assertThat(edits.waitFor()).as(output).isZero();
    assertThat(output.strip()).endsWith(EDITS + " edits");
  }

  /** Edits a file with an editor that interrupts its caller when it ends. */
  static final class Edits {
    private Edits() {}

    static void main() {
      Editor editor = Editor.of(Map.of("EDITOR", "kill -INT $PPID; :"));
      for (int i = 0; i < EDITS; i++) {
        editor.edit(Path.of("any"));
      }
      System.out.println(EDITS + " edits");
    }
  }
}

package dev.sealer.cli.verbs;

import dev.sealer.cli.io.Console;
import dev.sealer.cli.io.FileText;
import java.io.IOException;
import java.util.List;

/** The inputs of a verb: files, or standard input for {@code -} and for none. */
final class InputFiles {
  private InputFiles() {}

  /** One input: what errors call it, and its bytes, which the reader may wipe. */
  static final class Input {
    private final String name;
    private final byte[] bytes;

    Input(String name, byte[] bytes) {
      this.name = name;
      this.bytes = bytes;
    }

    String name() {
      return name;
    }

    byte[] bytes() {
      return bytes;
    }
  }

  static List<String> orStandardInput(List<String> files) {
    return files.isEmpty() ? List.of("-") : files;
  }

  static Input read(String file, Console console, String expected) throws IOException {
    return file.equals("-")
        ? new Input("stdin", console.readInput(expected))
        : new Input(file, FileText.read(file));
  }
}

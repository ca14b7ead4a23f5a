package dev.sealer.cli.options;

import dev.sealer.cli.io.Console;
import dev.sealer.cli.io.FileText;
import java.io.IOException;
import java.util.List;

/** The inputs of a command: files, or standard input for {@code -} and for none. */
public final class InputFiles {
  private InputFiles() {}

  /** One input: what errors call it, and its bytes, which the reader may wipe. */
  public static final class Input {
    private final String name;
    private final byte[] bytes;

    Input(String name, byte[] bytes) {
      this.name = name;
      this.bytes = bytes;
    }

    public String name() {
      return name;
    }

    public byte[] bytes() {
      return bytes;
    }
  }

  public static List<String> orStandardInput(List<String> files) {
    return files.isEmpty() ? List.of("-") : files;
  }

  public static Input read(String file, Console console, String expected) throws IOException {
    return file.equals("-")
        ? new Input("stdin", console.readInput(expected))
        : new Input(file, FileText.read(file));
  }
}

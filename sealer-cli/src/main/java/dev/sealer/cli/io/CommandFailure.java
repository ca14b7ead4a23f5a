package dev.sealer.cli.io;

import dev.sealer.sealing.InvalidKeyMaterialException;
import dev.sealer.sealing.model.InvalidManifestException;
import dev.sealer.yaml.read.YamlException;
import java.util.List;

/**
 * Ends a command with exit code 1 and one line for people: what is wrong, where, and what to do
 * next. The message holds no secret.
 */
public final class CommandFailure extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final String line;
  private transient List<String> lines;

  /** Fails with a message. */
  public CommandFailure(String line) {
    super(line);
    this.line = line;
    this.lines = List.of(line);
  }

  /** Fails with a message, keeping the cause for {@code -v}. */
  public CommandFailure(String line, Throwable cause) {
    super(line, cause);
    this.line = line;
    this.lines = List.of(line);
  }

  /** Fails with several messages. */
  public CommandFailure(List<String> lines) {
    this(String.join("\n", lines));
    this.lines = List.copyOf(lines);
  }

  /**
   * Returns the problems that an exception reports to people, without a prefix; empty if it is a
   * fault of the program.
   */
  public static List<String> linesOf(Exception e) {
    return switch (e) {
      case CommandFailure failure -> failure.lines;
      case InvalidManifestException _, YamlException _, InvalidKeyMaterialException _ ->
          List.of(String.valueOf(e.getMessage()));
      default -> List.of();
    };
  }

  /** Returns what to tell. */
  public String line() {
    return line;
  }
}

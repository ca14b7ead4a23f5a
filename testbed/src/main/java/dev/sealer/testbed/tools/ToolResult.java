package dev.sealer.testbed.tools;

import java.nio.file.Path;

/** Tells whether a program can be run on this machine. */
public sealed interface ToolResult {
  /**
   * The program is there.
   *
   * @param path the executable file
   */
  record Found(Path path) implements ToolResult {}

  /**
   * The program cannot be had.
   *
   * @param tool its name
   * @param reason why, in one line
   * @param nextStep what to do about it
   */
  record Missing(String tool, String reason, String nextStep) implements ToolResult {
    /** One line for a skip message or an error. */
    public String explain() {
      return tool + ": " + reason + "; " + nextStep;
    }
  }

  /** The path, or a {@link MissingToolException}. */
  default Path path() {
    return switch (this) {
      case Found found -> found.path();
      case Missing missing -> throw new MissingToolException(missing);
    };
  }
}

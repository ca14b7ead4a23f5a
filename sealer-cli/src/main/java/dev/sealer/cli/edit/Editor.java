package dev.sealer.cli.edit;

import dev.sealer.cli.io.CommandFailure;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;

/**
 * The user's editor: {@code $VISUAL}, else {@code $EDITOR}, else vi, run by the shell as Git does.
 */
final class Editor {
  private final String command;

  private Editor(String command) {
    this.command = command;
  }

  static Editor of(Map<String, String> environment) {
    String visual = environment.getOrDefault("VISUAL", "");
    String editor = environment.getOrDefault("EDITOR", "");
    return new Editor(!visual.isEmpty() ? visual : !editor.isEmpty() ? editor : "vi");
  }

  /**
   * Edits a file and waits.
   *
   * @throws CommandFailure when the editor cannot be run, or says that it failed
   */
  void edit(Path file) {
    int code;
    // Before it starts: Ctrl-C belongs to the editor from its first moment.
    try (IgnoredInterrupts _ = IgnoredInterrupts.untilClosed()) {
      code =
          waitFor(
              // Ctrl-C must not end the shell before the editor has said what becomes of it.
              new ProcessBuilder(
                      "sh", "-c", "trap : INT; " + command + " \"$@\"", command, file.toString())
                  .inheritIO()
                  .start());
    } catch (IOException e) {
      throw new CommandFailure("cannot run the editor " + command + ": " + e.getMessage(), e);
    }
    if (code != 0) {
      throw new CommandFailure(
          "the editor (%s) ended with %d: nothing was changed".formatted(command, code));
    }
  }

  /** At the end of this process the editor ends too. */
  private static int waitFor(Process process) {
    Thread ending = new Thread(process::destroy);
    Runtime.getRuntime().addShutdownHook(ending);
    try {
      int code = process.waitFor();
      Runtime.getRuntime().removeShutdownHook(ending);
      return code;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new CommandFailure("interrupted: nothing was changed", e);
    } catch (IllegalStateException e) {
      throw new CommandFailure("the process is ending: nothing was changed", e);
    }
  }
}

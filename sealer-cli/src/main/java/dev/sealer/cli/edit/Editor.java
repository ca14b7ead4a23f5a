package dev.sealer.cli.edit;

import dev.sealer.cli.io.CommandFailure;
import java.io.IOException;
import java.lang.reflect.Proxy;
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
    try (Interrupts _ = Interrupts.ignored()) {
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

  /**
   * Takes no notice of Ctrl-C until closed. The JDK's class for that is not a part of its API, and
   * a runtime without it ends at Ctrl-C, which loses the edits and nothing else.
   */
  private static final class Interrupts implements AutoCloseable {
    private final Object before;

    private Interrupts(Object before) {
      this.before = before;
    }

    static Interrupts ignored() {
      try {
        Class<?> handler = Class.forName("sun.misc.SignalHandler");
        Object ignoring =
            Proxy.newProxyInstance(
                Editor.class.getClassLoader(),
                new Class<?>[] {handler},
                (_, method, _) ->
                    switch (method.getName()) {
                      case "hashCode" -> 0;
                      case "equals" -> false;
                      default -> null;
                    });
        return new Interrupts(handle(ignoring));
      } catch (ReflectiveOperationException | IllegalArgumentException e) {
        return new Interrupts("");
      }
    }

    private static Object handle(Object handler) throws ReflectiveOperationException {
      Class<?> signal = Class.forName("sun.misc.Signal");
      Object interrupt = signal.getConstructor(String.class).newInstance("INT");
      return signal
          .getMethod("handle", signal, Class.forName("sun.misc.SignalHandler"))
          .invoke(null, interrupt, handler);
    }

    @Override
    public void close() {
      if (before instanceof String) {
        return;
      }
      try {
        handle(before);
      } catch (ReflectiveOperationException e) {
        throw new IllegalStateException("the signal could be taken, so it can be given back", e);
      }
    }
  }
}

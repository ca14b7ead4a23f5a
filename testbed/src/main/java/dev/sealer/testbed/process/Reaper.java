package dev.sealer.testbed.process;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * Ends the children of this JVM when the JVM itself ends, even by SIGKILL: a small shell reads the
 * children's process ids from a pipe and ends them when the pipe closes.
 */
final class Reaper {
  private static final String SCRIPT =
      """
      trap '' INT TERM HUP
      alive=' '
      while read -r change pid; do
        case "$change" in
          +) alive="$alive$pid " ;;
          -) alive=$(printf '%s' "$alive" | sed "s/ $pid / /") ;;
        esac
      done
      for pid in $alive; do kill -9 "$pid" 2>/dev/null; done
      """;

  private static @Nullable Writer pipe;

  private Reaper() {}

  static synchronized void watch(long pid) {
    tell("+ " + pid);
  }

  static synchronized void forget(long pid) {
    tell("- " + pid);
  }

  private static void tell(String line) {
    try {
      Writer current = pipe;
      if (current == null) {
        current = start();
        pipe = current;
      }
      current.write(line + "\n");
      current.flush();
    } catch (IOException e) {
      throw new UncheckedIOException("cannot reach the shell that ends child processes", e);
    }
  }

  private static Writer start() throws IOException {
    Process shell =
        new ProcessBuilder("sh", "-c", SCRIPT)
            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
            .redirectError(ProcessBuilder.Redirect.DISCARD)
            .start();
    return shell.outputWriter(StandardCharsets.UTF_8);
  }
}

package dev.sealer.cli.app;

import dev.sealer.cli.app.model.ApplicationClient;
import dev.sealer.cli.app.model.ApplicationSummary;
import dev.sealer.cli.io.CommandFailure;
import dev.sealer.cli.io.Console;
import dev.sealer.cli.options.Argument;
import dev.sealer.kube.ObjectKey;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Function;

/** Reads an Application again and again until something holds, and tells of its progress. */
final class ApplicationWait {
  private static final Duration BETWEEN = Duration.ofMillis(500);

  private static final int PATIENCE_SECONDS = 300;

  private final Console console;
  private final ApplicationClient client;
  private final Duration patience;

  /** The option with the seconds that a command waits. */
  static Argument<Integer> timeout() {
    return Argument.number(
        "--timeout", "SECONDS", PATIENCE_SECONDS, "Seconds to wait (${DEFAULT-VALUE}).");
  }

  /**
   * Waits at most for {@code patience}.
   *
   * @param client used while it waits
   */
  ApplicationWait(Console console, ApplicationClient client, Duration patience) {
    this.console = console;
    this.client = client;
    this.patience = patience;
  }

  /**
   * Waits.
   *
   * @param open returns what is still waited for; empty when it is over
   * @throws CommandFailure if it is not over in time
   */
  ApplicationSummary until(ObjectKey key, Function<ApplicationSummary, Optional<String>> open) {
    long end = System.nanoTime() + patience.toNanos();
    String before = "";
    while (true) {
      ApplicationSummary found = ApplicationSummary.of(client.read(key));
      Optional<String> left = open.apply(found);
      if (left.isEmpty()) {
        return found;
      }
      if (!left.get().equals(before)) {
        console.note(key.name() + ": " + left.get());
        before = left.get();
      }
      if (System.nanoTime() - end >= 0) {
        throw new CommandFailure(
            "Application %s after %d s: %s".formatted(key, patience.toSeconds(), left.get()));
      }
      pause();
    }
  }

  private static void pause() {
    try {
      Thread.sleep(BETWEEN);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new CommandFailure("interrupted", e);
    }
  }
}

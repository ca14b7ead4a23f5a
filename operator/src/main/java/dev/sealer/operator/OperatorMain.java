package dev.sealer.operator;

import dev.sealer.operator.flags.OperatorFlags;
import java.util.Map;
import java.util.Optional;

/**
 * Starts the operator. Exit codes: 0 after SIGTERM or SIGINT, 1 if it cannot start or does not stop
 * in time, 2 for invalid flags.
 */
public final class OperatorMain {

  private static final int NOT_IN_TIME = 1;

  private OperatorMain() {}

  /** Runs until SIGTERM or SIGINT. */
  public static void main(String[] arguments) {
    Map<String, String> environment = System.getenv();
    OperatorFlags.Parsed parsed =
        OperatorFlags.parse(arguments, environment, OperatorVersion.ours(), System.out, System.err);
    Optional<OperatorFlags> flags = parsed.flags();
    if (flags.isEmpty()) {
      System.exit(parsed.exitCode());
    } else {
      OperatorCommand command = new OperatorCommand(flags.get(), environment);
      Runtime.getRuntime().addShutdownHook(new Thread(() -> onSignal(command), "stop"));
      System.exit(command.run());
    }
  }

  /**
   * Runs on SIGTERM, and also when {@link #main} ends by itself; then there is nothing to wait for,
   * and the exit code stays. Only halting gives a clean stop the exit code 0: that of the JVM would
   * be 143.
   */
  private static void onSignal(OperatorCommand command) {
    if (command.ended()) {
      return;
    }
    int code = NOT_IN_TIME;
    try {
      code = command.stopAndWait() ? 0 : NOT_IN_TIME;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    Runtime.getRuntime().halt(code);
  }
}

package dev.sealer.testbed.process;

import java.nio.charset.StandardCharsets;

/** The exit code and output of a command. */
public final class CommandOutcome {
  private final String command;
  private final int exitCode;
  private final byte[] output;
  private final byte[] errors;

  CommandOutcome(String command, int exitCode, byte[] output, byte[] errors) {
    this.command = command;
    this.exitCode = exitCode;
    this.output = output;
    this.errors = errors;
  }

  /** The exit code; 0 is success. */
  public int exitCode() {
    return exitCode;
  }

  /** Standard output, as UTF-8. */
  public String stdout() {
    return new String(output, StandardCharsets.UTF_8);
  }

  /** Standard output as it was. */
  public byte[] stdoutBytes() {
    return output.clone();
  }

  /** Standard error, as UTF-8. */
  public String stderr() {
    return new String(errors, StandardCharsets.UTF_8);
  }

  /** This outcome if the command succeeded, else an exception with what it said. */
  public CommandOutcome orThrow() {
    if (exitCode != 0) {
      throw new IllegalStateException(
          command + " ended with " + exitCode + ": " + stderr().strip());
    }
    return this;
  }
}

package dev.sealer.cli.io;

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

  /** Returns each message, for whoever prints them. */
  public List<String> lines() {
    return lines;
  }

  /** What to tell. */
  public String line() {
    return line;
  }
}

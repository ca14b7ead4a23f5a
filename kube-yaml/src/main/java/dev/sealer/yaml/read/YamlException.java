package dev.sealer.yaml.read;

/**
 * A text that is not YAML or JSON as Kubernetes reads it. The message names the source, the line
 * and the column, and never holds a scalar's value: a manifest may hold a secret.
 */
public final class YamlException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  private final String source;
  private final int line;
  private final int column;
  private final String problem;

  /**
   * Makes an error.
   *
   * @param source what the text was called: a file name, or another name the reader knows
   * @param line counted from 1; 0 when the problem is with the whole
   * @param column counted from 1; 0 when unknown
   * @param problem what is wrong and what to do, without a value
   */
  public YamlException(String source, int line, int column, String problem) {
    super(
        source + (line > 0 ? ":" + line + (column > 0 ? ":" + column : "") : "") + ": " + problem);
    this.source = source;
    this.line = line;
    this.column = column;
    this.problem = problem;
  }

  /** Returns the name of the stream, usually a file name. */
  public String source() {
    return source;
  }

  /** Returns the line, counted from 1; 0 when the problem is with the whole. */
  public int line() {
    return line;
  }

  /** Returns the column, counted from 1; 0 when unknown. */
  public int column() {
    return column;
  }

  /** Returns what is wrong, without the place. */
  public String problem() {
    return problem;
  }
}

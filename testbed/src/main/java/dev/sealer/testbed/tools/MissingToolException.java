package dev.sealer.testbed.tools;

/** Something was started without a program it needs. */
public final class MissingToolException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /** Says which program, why, and what to do. */
  public MissingToolException(ToolResult.Missing missing) {
    super(missing.explain());
  }
}

package dev.sealer.template.error;

/**
 * A function returns an error, in Go's sense. The engine adds the place and {@code error calling
 * NAME: }. Put everything that came from an argument in as a {@linkplain ErrorText#value value}.
 */
public final class FunctionException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  private final transient ErrorText text;

  /**
   * @param words the error; nothing in it may come from an argument
   */
  public FunctionException(String words) {
    this(ErrorText.of(words));
  }

  /**
   * @param text the error, with argument values marked as such
   */
  public FunctionException(ErrorText text) {
    super(text.redacted(), null, false, false);
    this.text = text;
  }

  /** Returns the error. */
  public ErrorText text() {
    return text;
  }
}

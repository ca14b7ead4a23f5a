package dev.sealer.template.error;

/** Rendering was ended by a limit of the sandbox. */
public final class TemplateLimitException extends TemplateException {

  private static final long serialVersionUID = 1L;

  /** The limits of a rendering. */
  public enum Limit {
    STEPS("execution steps"),
    OUTPUT("characters of output"),
    TEXT("characters of text made by functions"),
    DEPTH("levels of nesting"),
    EXPENSIVE("points of expensive function calls"),
    TIME("milliseconds");

    private final String unit;

    Limit(String unit) {
      this.unit = unit;
    }

    /** Returns what the limit counts. */
    public String unit() {
      return unit;
    }
  }

  private final Limit limit;
  private final boolean located;

  /**
   * @param limit which limit was hit
   * @param allowed how much was allowed, in the limit's unit
   */
  public TemplateLimitException(Limit limit, long allowed) {
    super("template exceeds the limit of " + allowed + " " + limit.unit());
    this.limit = limit;
    this.located = false;
  }

  private TemplateLimitException(Limit limit, String message) {
    super(message);
    this.limit = limit;
    this.located = true;
  }

  /** Returns the same limit, with the place where it was exceeded at the start of the message. */
  public TemplateLimitException at(String place) {
    TemplateLimitException located = new TemplateLimitException(limit, place + getMessage());
    located.setStackTrace(getStackTrace());
    return located;
  }

  /** Returns whether the message says where. */
  public boolean isLocated() {
    return located;
  }

  /** Returns which limit was hit. */
  public Limit limit() {
    return limit;
  }
}

package dev.sealer.externalsecrets.render;

/** Ends the rendering of a target at the first template that fails. */
public final class TemplateFailure extends Exception {

  private static final long serialVersionUID = 1L;

  private final String field;
  private final String problem;

  TemplateFailure(String field, String problem) {
    super(field + ": " + problem);
    this.field = field;
    this.problem = problem;
  }

  /** Returns the path in the ExternalSecret. */
  public String field() {
    return field;
  }

  /** Returns what is wrong with it; safe to show in a status. */
  public String problem() {
    return problem;
  }
}

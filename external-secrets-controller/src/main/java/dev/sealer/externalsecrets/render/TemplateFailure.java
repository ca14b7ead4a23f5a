package dev.sealer.externalsecrets.render;

/** Ends the rendering of a target at the first template that fails. */
final class TemplateFailure extends Exception {

  private static final long serialVersionUID = 1L;

  private final String field;
  private final String problem;

  TemplateFailure(String field, String problem) {
    super(field + ": " + problem);
    this.field = field;
    this.problem = problem;
  }

  Rendered.Failed result() {
    return new Rendered.Failed(field, problem);
  }
}

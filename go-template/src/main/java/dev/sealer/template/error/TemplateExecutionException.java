package dev.sealer.template.error;

/** Rendering failed: a missing key, a wrong type, a function that refused its arguments. */
public final class TemplateExecutionException extends TemplateException {

  private static final long serialVersionUID = 1L;

  private final String template;

  /**
   * @param template name of the template that was being executed
   * @param message whole message, position included, already redacted where that was asked
   */
  public TemplateExecutionException(String template, String message) {
    super(message);
    this.template = template;
  }

  /** Name of the template that was being executed. */
  public String template() {
    return template;
  }
}

package dev.sealer.template.error;

/** The text is not a template. The message quotes template text only, never data. */
public final class TemplateParseException extends TemplateException {

  private static final long serialVersionUID = 1L;

  private final String template;
  private final int line;

  /**
   * @param template name of the template
   * @param line line of the fault, counted from 1
   * @param message whole message, position included
   */
  public TemplateParseException(String template, int line, String message) {
    super(message);
    this.template = template;
    this.line = line;
  }

  /** Name of the template. */
  public String template() {
    return template;
  }

  /** Line of the fault, counted from 1. */
  public int line() {
    return line;
  }
}

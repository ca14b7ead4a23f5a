package dev.sealer.template.error;

/** A template could not be parsed or rendered; the message is in Go's wording. */
public abstract sealed class TemplateException extends RuntimeException
    permits TemplateParseException, TemplateExecutionException, TemplateLimitException {

  private static final long serialVersionUID = 1L;

  TemplateException(String message) {
    super(message);
  }
}

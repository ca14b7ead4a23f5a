package dev.sealer.externalsecrets.render;

import dev.sealer.template.GoTemplate;
import dev.sealer.template.Sprig;
import dev.sealer.template.TemplateOptions;
import dev.sealer.template.error.TemplateException;
import dev.sealer.template.upstream.ExternalSecretFunctions;
import java.util.Optional;

/**
 * The language of an ExternalSecret's templates: Go's, with the functions of Sprig and of External
 * Secrets Operator, and an error for a missing key.
 */
public final class TemplateLanguage {

  private static final TemplateOptions OPTIONS =
      TemplateOptions.DEFAULT
          .withFunctions(Sprig.library().with(ExternalSecretFunctions.library()))
          .withOption("missingkey=error");

  private TemplateLanguage() {}

  /**
   * Parses a template.
   *
   * @param field path in the ExternalSecret, for messages
   * @throws TemplateException if it cannot be parsed; the message quotes the template
   */
  static GoTemplate parse(String field, String template) {
    return GoTemplate.parse(field, template, OPTIONS);
  }

  /** Returns why a template cannot be parsed, with line and column; empty if it can. */
  public static Optional<String> problem(String field, String template) {
    try {
      GoTemplate _ = parse(field, template);
      return Optional.empty();
    } catch (TemplateException problem) {
      String message = problem.getMessage();
      return Optional.of(message == null ? "cannot be parsed" : message);
    }
  }
}

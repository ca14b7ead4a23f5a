package dev.sealer.template;

import dev.sealer.template.context.Delimiters;
import dev.sealer.template.context.MissingKey;
import dev.sealer.template.value.FunctionLibrary;

/**
 * Options for parsing a template. Immutable; the {@code with} methods return changed copies.
 *
 * @param functions the functions it may call in addition to the language's own, over which they win
 * @param delimiters what opens and closes actions
 * @param missingKey the value of a field that a map does not have
 */
public record TemplateOptions(
    FunctionLibrary functions, Delimiters delimiters, MissingKey missingKey) {

  /** Go's defaults and no functions but the language's own. */
  public static final TemplateOptions DEFAULT =
      new TemplateOptions(FunctionLibrary.EMPTY, Delimiters.DEFAULT, MissingKey.DEFAULT);

  /** Returns the same options with other functions. */
  public TemplateOptions withFunctions(FunctionLibrary other) {
    return new TemplateOptions(other, delimiters, missingKey);
  }

  /** Returns the same options with other delimiters; an empty one means Go's. */
  public TemplateOptions withDelimiters(String left, String right) {
    return new TemplateOptions(functions, new Delimiters(left, right), missingKey);
  }

  /** Returns the same options with another rule for missing keys. */
  public TemplateOptions withMissingKey(MissingKey other) {
    return new TemplateOptions(functions, delimiters, other);
  }

  /**
   * Returns the same options changed by one of Go's option strings.
   *
   * @param option {@code missingkey=default}, {@code =invalid}, {@code =zero} or {@code =error}
   * @throws IllegalArgumentException for any other
   */
  public TemplateOptions withOption(String option) {
    return withMissingKey(
        switch (option) {
          case "missingkey=default", "missingkey=invalid" -> MissingKey.DEFAULT;
          case "missingkey=zero" -> MissingKey.ZERO;
          case "missingkey=error" -> MissingKey.ERROR;
          default -> throw new IllegalArgumentException("unrecognized option: " + option);
        });
  }
}

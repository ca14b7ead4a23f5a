package dev.sealer.template.parse;

import dev.sealer.template.ast.NamedSource;
import dev.sealer.template.ast.TemplateTree;
import dev.sealer.template.context.Delimiters;
import java.util.HashMap;

/** Parses templates. */
public final class SourceParser {

  private SourceParser() {}

  /**
   * Parses a string.
   *
   * @param source name and text
   * @param delimiters what opens and closes actions
   * @param functions the functions that may be named, the language's own included
   * @throws dev.sealer.template.error.TemplateParseException where the text is not a template
   */
  public static TemplateTree parse(NamedSource source, Delimiters delimiters, Functions functions) {
    boolean loopWords = functions.find("break") == null && functions.find("continue") == null;
    Lexer lexer = new Lexer(source.text(), delimiters, loopWords);
    ParseScope scope = new ParseScope(source.name(), lexer, functions, new HashMap<>());
    new BodyParser(scope, 0).parseAll();
    return new TemplateTree(source, scope.templates());
  }
}

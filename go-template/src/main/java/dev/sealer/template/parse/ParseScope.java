package dev.sealer.template.parse;

import dev.sealer.template.ast.Statement;
import java.util.Map;

/**
 * The state that the bodies of one source share.
 *
 * @param name name of the main template
 * @param lexer the text
 * @param functions the functions that may be named
 * @param templates bodies found so far, by name
 */
record ParseScope(
    String name, Lexer lexer, Functions functions, Map<String, Statement.Items> templates) {

  /** Adds a body; false where another that is not blank has the name already. */
  boolean register(String templateName, Statement.Items body) {
    Statement.Items earlier = templates.get(templateName);
    if (earlier == null || earlier.isBlank()) {
      templates.put(templateName, body);
      return true;
    }
    return body.isBlank();
  }
}

package dev.sealer.template.ast;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The templates of one source: the main template and those it defines.
 *
 * @param source the text
 * @param templates body by name, the main template under the source's name
 */
public record TemplateTree(NamedSource source, Map<String, Statement.Items> templates) {

  public TemplateTree {
    templates = Map.copyOf(templates);
  }

  /** Returns the body of a template, or null where none has that name. */
  public Statement.@Nullable Items find(String name) {
    return templates.get(name);
  }
}

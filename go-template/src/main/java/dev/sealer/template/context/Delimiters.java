package dev.sealer.template.context;

/**
 * The strings that open and close an action.
 *
 * @param left such as <code>{{</code>; empty for the default
 * @param right such as <code>}}</code>; empty for the default
 */
public record Delimiters(String left, String right) {

  /** Go's own: <code>{{</code> and <code>}}</code>. */
  public static final Delimiters DEFAULT = new Delimiters("{{", "}}");

  public Delimiters {
    left = left.isEmpty() ? "{{" : left;
    right = right.isEmpty() ? "}}" : right;
  }
}

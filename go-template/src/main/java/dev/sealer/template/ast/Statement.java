package dev.sealer.template.ast;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** A part of a template that writes output, or chooses what to write. */
public sealed interface Statement extends Node {

  /**
   * A sequence of statements.
   *
   * @param position its offset in the template
   * @param statements in order
   */
  record Items(int position, List<Statement> statements) implements Statement {

    /** Returns whether there is nothing but white space. */
    public boolean isBlank() {
      return statements.stream().allMatch(Items::isBlank);
    }

    private static boolean isSpace(int c) {
      return Character.isWhitespace(c) || Character.isSpaceChar(c) || c == 0x85;
    }

    private static boolean isBlank(Statement statement) {
      return switch (statement) {
        case Text text -> text.text().chars().allMatch(Items::isSpace);
        case Items items -> items.isBlank();
        default -> false;
      };
    }
  }

  /**
   * Text outside actions.
   *
   * @param position its offset in the template
   * @param text the text, trimmed already
   */
  record Text(int position, String text) implements Statement {}

  /**
   * {@code {{pipeline}}}.
   *
   * @param position its offset in the template
   * @param pipe what to print or assign
   */
  record Action(int position, Pipe pipe) implements Statement {}

  /**
   * {@code {{if pipeline}} … {{else}} … {{end}}}.
   *
   * @param position its offset in the template
   * @param pipe the condition
   * @param body for true
   * @param otherwise for false, or null
   */
  record If(int position, Pipe pipe, Items body, @Nullable Items otherwise) implements Statement {}

  /**
   * {@code {{with pipeline}} … {{else}} … {{end}}}.
   *
   * @param position its offset in the template
   * @param pipe the new dot
   * @param body for a true value
   * @param otherwise for a false one, or null
   */
  record With(int position, Pipe pipe, Items body, @Nullable Items otherwise)
      implements Statement {}

  /**
   * {@code {{range pipeline}} … {{else}} … {{end}}}.
   *
   * @param position its offset in the template
   * @param pipe what to go through
   * @param body for each element
   * @param otherwise for no element, or null
   */
  record Range(int position, Pipe pipe, Items body, @Nullable Items otherwise)
      implements Statement {}

  /**
   * {@code {{template "name" pipeline}}}.
   *
   * @param position its offset in the template
   * @param name which template
   * @param pipe its dot, or null for nil
   */
  record Call(int position, String name, @Nullable Pipe pipe) implements Statement {}

  /**
   * {@code {{break}}}.
   *
   * @param position its offset in the template
   */
  record Break(int position) implements Statement {}

  /**
   * {@code {{continue}}}.
   *
   * @param position its offset in the template
   */
  record Continue(int position) implements Statement {}
}

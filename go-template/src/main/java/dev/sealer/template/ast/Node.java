package dev.sealer.template.ast;

/** A part of a template. */
public sealed interface Node permits Statement, Expression, Node.Pipe, Node.Command {

  /** Returns its offset in the template, in UTF-16 units from 0. */
  int position();

  /**
   * Commands joined by {@code |}, perhaps with variables that take the result.
   *
   * @param position its offset in the template
   * @param assigns true for {@code =}, false for {@code :=}
   * @param declared the variables on the left, in order; none, one, or for {@code range} two
   * @param commands at least one
   */
  record Pipe(
      int position,
      boolean assigns,
      java.util.List<Expression.Variable> declared,
      java.util.List<Command> commands)
      implements Node {}

  /**
   * A function or value with the arguments that follow it.
   *
   * @param position its offset in the template
   * @param words at least one
   */
  record Command(int position, java.util.List<Expression> words) implements Node {}
}

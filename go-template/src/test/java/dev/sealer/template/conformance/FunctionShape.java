package dev.sealer.template.conformance;

import java.util.List;

/**
 * A function as the grammar sees it.
 *
 * @param name its name
 * @param arguments the kind of each argument, by first letter: string, number, float, list, dict,
 *     any, bool, format, index, word, time, map of anything; a capital is one of {@link
 *     SprigOperands}
 * @param result the kind of what it gives, or {@link #NO_KIND}
 */
record FunctionShape(String name, List<Character> arguments, char result) {

  /** The result of a function that is no argument of another's. */
  static final char NO_KIND = '-';

  /** The functions of the language. */
  static final List<FunctionShape> LANGUAGE =
      List.of(
          of("print", "aa"),
          of("print", "a"),
          of("println", "as"),
          of("printf", "fa"),
          of("printf", "faa"),
          of("printf", "faaa"),
          of("len", "s"),
          of("len", "l"),
          of("len", "d"),
          of("index", "li"),
          of("index", "ds"),
          of("index", "wi"),
          of("slice", "wi"),
          of("slice", "lii"),
          of("slice", "wii"),
          of("and", "aa"),
          of("or", "aa"),
          of("and", "ba"),
          of("or", "bab"),
          of("not", "a"),
          of("eq", "sss"),
          of("eq", "nn"),
          of("eq", "ss"),
          of("eq", "nnn"),
          of("ne", "ss"),
          of("eq", "an"),
          of("lt", "nn"),
          of("le", "ss"),
          of("gt", "xx"),
          of("ge", "nn"),
          of("html", "s"),
          of("html", "a"),
          of("js", "s"),
          of("urlquery", "s"),
          of("urlquery", "aa"));

  /** Whether its last argument may be of any type. */
  boolean endsWithAny() {
    return !arguments.isEmpty() && arguments.getLast() == 'a';
  }

  /** Whether a pipe may give its last argument. */
  boolean takesPipe() {
    return !arguments.isEmpty() && !SprigOperands.has(arguments.getLast());
  }

  FunctionShape giving(char kind) {
    return new FunctionShape(name, arguments, kind);
  }

  static FunctionShape of(String name, String arguments) {
    return new FunctionShape(name, arguments.chars().mapToObj(c -> (char) c).toList(), NO_KIND);
  }
}

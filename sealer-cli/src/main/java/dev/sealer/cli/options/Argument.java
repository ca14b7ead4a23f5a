package dev.sealer.cli.options;

import java.util.List;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;

/**
 * An option or a parameter, and what it was given on the command line. Names are written as the
 * help shows them: {@code "-o, --output"}. Fallbacks may name an environment variable: {@code
 * "${env:NAME:-}"}.
 *
 * <p>Options are declared here and not by the library's annotations, which it would read by
 * reflection at each start: that took longer than sealing does.
 */
public final class Argument<T> implements ArgumentGroup {
  private final ArgSpec spec;
  private final T absent;

  private Argument(ArgSpec spec, T absent) {
    this.spec = spec;
    this.absent = absent;
  }

  /** Returns an option with a text; empty when it is not given. */
  public static Argument<String> option(String names, String label, String description) {
    return new Argument<>(text(names, label, description).build(), "");
  }

  /** Returns an option with a text, and what it is when it is not given. */
  public static Argument<String> option(
      String names, String label, String fallback, String description) {
    return new Argument<>(text(names, label, description).defaultValue(fallback).build(), "");
  }

  /** Returns an option with a text that the help does not show: it is there to be refused. */
  public static Argument<String> hidden(String names) {
    return new Argument<>(text(names, "VALUE", "").hidden(true).build(), "");
  }

  /** Returns an option that may be repeated. */
  public static Argument<List<String>> options(String names, String label, String description) {
    return new Argument<>(texts(names, label, description).build(), List.of());
  }

  /** Returns an option that may be repeated, and what it is when it is not given. */
  public static Argument<List<String>> options(
      String names, String label, String fallback, String description) {
    return new Argument<>(
        texts(names, label, description).defaultValue(fallback).build(), List.of());
  }

  /** Returns an option with texts between commas, which may be repeated. */
  public static Argument<List<String>> commaSeparated(
      String names, String label, String description) {
    return new Argument<>(texts(names, label, description).splitRegex(",").build(), List.of());
  }

  /** Returns an option with a whole number. */
  public static Argument<Integer> number(
      String names, String label, int fallback, String description) {
    OptionSpec spec =
        named(names, description)
            .paramLabel(label)
            .type(Integer.class)
            .defaultValue(Integer.toString(fallback))
            .build();
    return new Argument<>(spec, fallback);
  }

  /** Returns an option that is there or not. */
  public static Argument<Boolean> flag(String names, String description) {
    return new Argument<>(named(names, description).type(Boolean.class).arity("0").build(), false);
  }

  /** Returns the parameter at a place, counted from 0, that has to be there. */
  public static Argument<String> parameter(int place, String label, String description) {
    return new Argument<>(at(place, label, description).arity("1").required(true).build(), "");
  }

  /** Returns the parameter at a place, counted from 0, and what it is when it is not given. */
  public static Argument<String> parameter(
      int place, String label, String fallback, String description) {
    return new Argument<>(
        at(place, label, description).arity("0..1").defaultValue(fallback).build(), "");
  }

  /** Returns all parameters from a place on, as many as there are and at least so many. */
  public static Argument<List<String>> parameters(
      int first, int least, String label, String description) {
    PositionalParamSpec spec =
        PositionalParamSpec.builder()
            .index(first + "..*")
            .arity(least + "..*")
            .required(least > 0)
            .paramLabel(label)
            .description(description)
            .type(List.class)
            .auxiliaryTypes(String.class)
            .build();
    return new Argument<>(spec, List.of());
  }

  /** Returns what was given, or the fallback. */
  public T value() {
    T given = spec.getValue();
    return given == null ? absent : given;
  }

  @Override
  public void addTo(CommandSpec line) {
    line.add(spec);
  }

  private static OptionSpec.Builder named(String names, String description) {
    return OptionSpec.builder(names.split(", ", -1)).description(description);
  }

  private static OptionSpec.Builder text(String names, String label, String description) {
    return named(names, description).paramLabel(label).type(String.class);
  }

  private static OptionSpec.Builder texts(String names, String label, String description) {
    return named(names, description)
        .paramLabel(label)
        .type(List.class)
        .auxiliaryTypes(String.class);
  }

  private static PositionalParamSpec.Builder at(int place, String label, String description) {
    return PositionalParamSpec.builder()
        .index(Integer.toString(place))
        .paramLabel(label)
        .description(description)
        .type(String.class);
  }
}

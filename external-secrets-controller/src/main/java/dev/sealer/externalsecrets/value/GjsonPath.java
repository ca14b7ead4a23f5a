package dev.sealer.externalsecrets.value;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The path language of {@code property}: the published GJSON syntax of dotted names with {@code *}
 * and {@code ?}, escapes, array indices, {@code #}, queries, pipes and the modifiers of {@link
 * GjsonModifier}. Multipaths ({@code {a,b}}, {@code [a,b]}) and literals ({@code !x}) are refused.
 */
final class GjsonPath {

  private static final int MAX_DEPTH = 64;

  private GjsonPath() {}

  /**
   * The value at a path.
   *
   * @return empty if there is none
   * @throws UnusableValueException if the path uses something that is not supported
   */
  static Optional<JsonSlice> select(JsonSlice json, String path) throws UnusableValueException {
    return select(json, path, 0);
  }

  private static Optional<JsonSlice> select(JsonSlice json, String path, int depth)
      throws UnusableValueException {
    if (path.isEmpty()) {
      return Optional.empty();
    }
    if (depth > MAX_DEPTH) {
      throw new UnusableValueException("property is longer than " + MAX_DEPTH + " steps");
    }
    char first = path.charAt(0);
    if (first == '{' || first == '[' || first == '!') {
      throw new UnusableValueException(
          "property \"" + path + "\": multipaths and literals are not supported; list the keys");
    }
    if (first == '@') {
      Optional<GjsonModifier> modifier = GjsonModifier.named(path);
      if (modifier.isPresent()) {
        return follow(modifier.get().apply(json), GjsonStep.modifier(path), depth);
      }
    }
    if (json.isObject()) {
      GjsonStep step = GjsonStep.parse(path);
      return follow(
          json.members().stream()
              .filter(m -> step.matches(m.name()))
              .findFirst()
              .map(JsonSlice.Member::value),
          step,
          depth);
    }
    return json.isArray() ? inArray(json, path, depth) : Optional.empty();
  }

  private static Optional<JsonSlice> follow(Optional<JsonSlice> found, GjsonStep step, int depth)
      throws UnusableValueException {
    if (found.isEmpty() || step.separator() == GjsonStep.END) {
      return found;
    }
    return select(found.get(), step.rest(), depth + 1);
  }

  private static Optional<JsonSlice> inArray(JsonSlice array, String path, int depth)
      throws UnusableValueException {
    if (path.startsWith("#(") || path.startsWith("#[")) {
      return query(array, path, depth);
    }
    GjsonStep step = GjsonStep.parse(path);
    if (!step.name().equals("#")) {
      return follow(element(array, step.name()), step, depth);
    }
    if (step.separator() == '.') {
      return each(array.elements(), step.rest(), depth);
    }
    return follow(Optional.of(GjsonModifier.number(array.elements().size())), step, depth);
  }

  private static Optional<JsonSlice> element(JsonSlice array, String name) {
    boolean index = !name.isEmpty() && name.chars().allMatch(c -> c >= '0' && c <= '9');
    if (!index || name.length() > String.valueOf(Integer.MAX_VALUE).length() - 1) {
      return Optional.empty();
    }
    return array.elements().stream().skip(Integer.parseInt(name)).findFirst();
  }

  private static Optional<JsonSlice> query(JsonSlice array, String path, int depth)
      throws UnusableValueException {
    GjsonQuery query = GjsonQuery.parse(path);
    List<JsonSlice> matches = new ArrayList<>();
    for (JsonSlice element : array.elements()) {
      if (query.matches(element)) {
        matches.add(element);
      }
    }
    if (!query.all()) {
      return follow(matches.stream().findFirst(), query.step(), depth);
    }
    return query.step().separator() == '.'
        ? each(matches, query.step().rest(), depth)
        : follow(Optional.of(GjsonModifier.array(matches)), query.step(), depth);
  }

  /** Applies the path up to the next pipe to each element, and what follows to the result. */
  private static Optional<JsonSlice> each(List<JsonSlice> elements, String path, int depth)
      throws UnusableValueException {
    int pipe = GjsonStep.topLevel(path, '|');
    String inner = pipe < 0 ? path : path.substring(0, pipe);
    List<JsonSlice> found = new ArrayList<>();
    for (JsonSlice element : elements) {
      select(element, inner, depth + 1).ifPresent(found::add);
    }
    JsonSlice result = GjsonModifier.array(found);
    return pipe < 0 ? Optional.of(result) : select(result, path.substring(pipe + 1), depth + 1);
  }
}

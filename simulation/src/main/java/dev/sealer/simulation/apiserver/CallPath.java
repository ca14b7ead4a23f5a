package dev.sealer.simulation.apiserver;

import dev.sealer.simulation.failure.Failures;
import dev.sealer.simulation.kind.KindCatalog;
import dev.sealer.simulation.kind.ServedKind;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** The resource that the path of a request names. */
sealed interface CallPath {

  /**
   * The kinds of a group version.
   *
   * @param group empty for the core group
   */
  record Discovery(String group, String version) implements CallPath {}

  /** The versions of a group that is not the core group. */
  record Group(String name) implements CallPath {}

  /**
   * A kind whose objects are not stored, such as a review.
   *
   * @param plural the resource
   */
  record Virtual(String group, String plural) implements CallPath {}

  /**
   * The objects of a kind.
   *
   * @param namespace empty for all
   */
  record Collection(ServedKind kind, String namespace) implements CallPath {}

  /**
   * One object.
   *
   * @param subresource empty for the object itself
   */
  record Single(ServedKind kind, String namespace, String name, String subresource)
      implements CallPath {}

  /**
   * Reads a path.
   *
   * @throws dev.sealer.simulation.failure.ApiFailure 404 if nothing is served there
   */
  static CallPath parse(String path, KindCatalog catalog) {
    List<String> segments = new ArrayList<>();
    Arrays.stream(path.split("/"))
        .filter(segment -> !segment.isEmpty())
        .map(CallPath::decode)
        .forEach(segments::add);
    String first = segments.isEmpty() ? "" : segments.getFirst();
    if (first.equals("apis") && segments.size() == 2) {
      return new Group(segments.get(1));
    }
    boolean core = first.equals("api");
    int root = core ? 2 : 3;
    if (!List.of("api", "apis").contains(first) || segments.size() < root) {
      throw Failures.notSimulated("the path " + path);
    }
    String group = core ? "" : segments.get(1);
    String version = segments.get(root - 1);
    List<String> rest = segments.subList(root, segments.size());
    if (rest.isEmpty()) {
      return new Discovery(group, version);
    }
    return AccessReviews.serves(group, rest.getFirst())
        ? new Virtual(group, rest.getFirst())
        : resource(group, version, rest, catalog);
  }

  private static CallPath resource(
      String group, String version, List<String> rest, KindCatalog catalog) {
    boolean scoped = rest.getFirst().equals("namespaces") && rest.size() > 2;
    boolean isSubresource = scoped && catalog.find(group, version, rest.get(2)).isEmpty();
    String namespace = scoped && !isSubresource ? rest.get(1) : "";
    List<String> names = namespace.isEmpty() ? rest : rest.subList(2, rest.size());
    ServedKind kind =
        catalog.find(group, version, names.getFirst()).orElseThrow(Failures::noSuchPath);
    boolean fits = namespace.isEmpty() || kind.type().namespaced();
    if (!fits || names.size() > 3) {
      throw Failures.noSuchPath();
    }
    return names.size() == 1 ? new Collection(kind, namespace) : single(kind, namespace, names);
  }

  private static CallPath single(ServedKind kind, String namespace, List<String> names) {
    String subresource = names.size() == 3 ? names.get(2) : "";
    boolean isServed = subresource.isEmpty() || (subresource.equals("status") && kind.hasStatus());
    if (!isServed || (kind.type().namespaced() && namespace.isEmpty())) {
      throw Failures.noSuchPath();
    }
    return new Single(kind, namespace, names.get(1), subresource);
  }

  private static String decode(String segment) {
    return URLDecoder.decode(segment.replace("+", "%2B"), StandardCharsets.UTF_8);
  }
}

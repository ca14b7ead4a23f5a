package dev.sealer.cli.inspect;

import com.fasterxml.jackson.databind.JsonNode;
import dev.sealer.cli.manifest.MetadataTree;
import dev.sealer.sealing.ParsedItem;
import dev.sealer.sealing.Scope;
import dev.sealer.sealing.SealedItem;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * A SealedSecret looked at from outside.
 *
 * @param scope by its own annotations
 * @param items by key
 * @param problems what would keep it from being opened anywhere, each a line
 */
public record SealedInspection(
    String name, String namespace, Scope scope, Map<String, Item> items, List<String> problems) {

  private static final int BITS_PER_BYTE = 8;
  private static final int OVERHEAD = 18;

  /**
   * One item.
   *
   * @param keyBits size of the RSA key that sealed it; 0 when the item is malformed
   * @param valueBytes length of the value inside
   */
  public record Item(int keyBits, int valueBytes) {}

  /** Looks at one SealedSecret. */
  public static SealedInspection of(JsonNode sealed) {
    JsonNode metadata = sealed.path("metadata");
    Map<String, String> annotations =
        MetadataTree.strings(metadata.path("annotations"), "metadata.annotations");
    Scope scope = Scope.ofAnnotations(annotations);
    String name = metadata.path("name").asText("");
    String namespace = metadata.path("namespace").asText("");
    List<String> problems = new ArrayList<>();
    if (name.isEmpty()) {
      problems.add("metadata.name is missing");
    }
    if (namespace.isEmpty() && scope != Scope.CLUSTER_WIDE) {
      problems.add("metadata.namespace is missing, and the scope is " + scope.flag());
    }
    checkAnnotations(annotations, problems);
    checkTemplate(sealed.path("spec").path("template"), scope, problems);
    return new SealedInspection(
        name, namespace, scope, items(sealed.path("spec"), problems), List.copyOf(problems));
  }

  private static Map<String, Item> items(JsonNode spec, List<String> problems) {
    Map<String, Item> items = new TreeMap<>();
    if (!spec.path("encryptedData").isObject()) {
      problems.add("spec.encryptedData is missing");
    } else if (spec.path("encryptedData").isEmpty()) {
      problems.add("spec.encryptedData is empty");
    }
    for (Map.Entry<String, JsonNode> entry : spec.path("encryptedData").properties()) {
      switch (SealedItem.parseBase64(entry.getValue().asText(""))) {
        case ParsedItem.Parsed(SealedItem item) ->
            items.put(
                entry.getKey(),
                new Item(
                    item.blockLength() * BITS_PER_BYTE,
                    item.toBytes().length - item.blockLength() - OVERHEAD));
        case ParsedItem.Malformed(var reason, String detail) -> {
          items.put(entry.getKey(), new Item(0, 0));
          problems.add("spec.encryptedData." + entry.getKey() + ": " + detail);
        }
      }
    }
    return items;
  }

  private static void checkAnnotations(Map<String, String> annotations, List<String> problems) {
    for (String scope : List.of(Scope.NAMESPACE_WIDE_ANNOTATION, Scope.CLUSTER_WIDE_ANNOTATION)) {
      String value = annotations.getOrDefault(scope, "true");
      if (!value.equals("true")) {
        problems.add(
            "metadata.annotations." + scope + " has no effect: only the value \"true\" counts");
      }
    }
  }

  private static void checkTemplate(JsonNode template, Scope scope, List<String> problems) {
    Map<String, String> inner =
        MetadataTree.strings(
            template.path("metadata").path("annotations"), "spec.template.metadata.annotations");
    Scope claimed = Scope.ofAnnotations(inner);
    if (claimed != Scope.STRICT && claimed != scope) {
      problems.add(
          "spec.template.metadata.annotations says %s, but metadata.annotations, which counts, says %s"
              .formatted(claimed.flag(), scope.flag()));
    }
    if (template.has("stringData")) {
      problems.add("spec.template.stringData has no effect: use spec.template.data");
    }
  }
}

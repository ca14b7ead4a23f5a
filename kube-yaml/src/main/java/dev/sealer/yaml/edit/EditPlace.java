package dev.sealer.yaml.edit;

import dev.sealer.yaml.read.NodePaths;
import dev.sealer.yaml.read.YamlNode;
import dev.sealer.yaml.read.YamlNode.Alias;
import dev.sealer.yaml.read.YamlNode.Entry;
import dev.sealer.yaml.read.YamlNode.Mapping;
import dev.sealer.yaml.read.YamlNode.Scalar;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The last mapping that exists on the way to a value.
 *
 * @param mapping it; behind an alias, the mapping that holds the alias
 * @param above the path to the mapping; behind an alias, to the alias
 * @param rest the keys below it
 * @param entry the entry of the first of these keys; null if there is none
 * @param parent the mapping around it, and the entry there; null for the root
 */
record EditPlace(
    Mapping mapping,
    List<String> above,
    List<String> rest,
    @Nullable Entry entry,
    @Nullable Parent parent) {

  /** A mapping and one of its entries. */
  record Parent(Mapping mapping, Entry entry) {}

  static EditPlace find(Mapping root, List<String> path) {
    Mapping mapping = root;
    Parent parent = null;
    for (int i = 0; ; i++) {
      Entry entry = NodePaths.entry(mapping, path.get(i));
      List<String> above = path.subList(0, i);
      boolean last = i == path.size() - 1;
      if (entry == null || last || isEmpty(entry.value())) {
        return new EditPlace(mapping, above, path.subList(i, path.size()), entry, parent);
      }
      parent = new Parent(mapping, entry);
      if (!(entry.value() instanceof Mapping next)) {
        return new EditPlace(
            mapping, path.subList(0, i + 1), path.subList(i + 1, path.size()), null, parent);
      }
      mapping = next;
    }
  }

  /** Tells whether the way to the value leads through an alias. */
  boolean isBehindAlias() {
    return parent != null && parent.entry().value() instanceof Alias;
  }

  /** Returns the line of the entry, or else of the mapping. */
  int line() {
    if (entry != null) {
      return entry.key().span().line();
    }
    return parent == null ? mapping.span().line() : parent.entry().key().span().line();
  }

  /** Nothing, null, or a pair of braces: all can make room for a mapping. */
  static boolean isEmpty(YamlNode node) {
    return (node instanceof Scalar scalar && scalar.isNull())
        || (node instanceof Mapping mapping && mapping.flow() && mapping.entries().isEmpty());
  }
}

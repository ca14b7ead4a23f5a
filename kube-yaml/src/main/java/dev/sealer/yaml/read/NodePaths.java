package dev.sealer.yaml.read;

import com.fasterxml.jackson.core.JsonPointer;
import dev.sealer.yaml.read.YamlNode.Alias;
import dev.sealer.yaml.read.YamlNode.Entry;
import dev.sealer.yaml.read.YamlNode.Mapping;
import dev.sealer.yaml.read.YamlNode.Scalar;
import dev.sealer.yaml.read.YamlNode.Sequence;
import org.jspecify.annotations.Nullable;

/** Follows JSON pointers through node trees. */
public final class NodePaths {

  private NodePaths() {}

  /** Returns the line of what the pointer names, or of the nearest thing around it. */
  static int lineOf(YamlNode root, JsonPointer pointer, int start) {
    int line = start;
    YamlNode node = root;
    for (JsonPointer rest = pointer; !rest.matches(); rest = rest.tail()) {
      YamlNode target = node instanceof Alias alias ? alias.target() : node;
      YamlNode next = null;
      if (target instanceof Mapping mapping) {
        Entry entry = entry(mapping, rest.getMatchingProperty());
        if (entry != null) {
          line = entry.key().span().line();
          next = entry.value();
        }
      } else if (target instanceof Sequence sequence) {
        next = item(sequence, rest.getMatchingIndex());
        line = next == null ? line : next.span().line();
      }
      if (next == null) {
        return line;
      }
      node = next;
    }
    return line;
  }

  /**
   * Returns the entry of a mapping that is written with the given key, itself or through an alias.
   */
  public static @Nullable Entry entry(Mapping mapping, String key) {
    JsonScalars scalars = new JsonScalars("");
    for (Entry entry : mapping.entries()) {
      YamlNode name = entry.key() instanceof Alias alias ? alias.target() : entry.key();
      if (name instanceof Scalar scalar && scalars.key(scalar).equals(key)) {
        return entry;
      }
    }
    return null;
  }

  private static @Nullable YamlNode item(Sequence sequence, int index) {
    return index >= 0 && index < sequence.items().size() ? sequence.items().get(index) : null;
  }
}

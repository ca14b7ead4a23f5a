package dev.sealer.yaml.read;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sealer.yaml.read.YamlNode.Alias;
import dev.sealer.yaml.read.YamlNode.Entry;
import dev.sealer.yaml.read.YamlNode.Mapping;
import dev.sealer.yaml.read.YamlNode.Scalar;
import dev.sealer.yaml.read.YamlNode.Sequence;
import dev.sealer.yaml.read.YamlNode.Style;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Gives a node tree its meaning: tags, aliases, merge keys, and keys that become strings. */
final class TreeBuilder {

  private static final String MERGE_TAG = "tag:yaml.org,2002:merge";

  private final String source;
  private final ReadLimits limits;
  private final JsonScalars scalars;
  private int aliasDepth;
  private int aliasNodes;
  private long aliasChars;

  private TreeBuilder(String source, ReadLimits limits) {
    this.source = source;
    this.limits = limits;
    this.scalars = new JsonScalars(source);
  }

  static JsonNode build(YamlNode node, String source, ReadLimits limits) {
    return new TreeBuilder(source, limits).value(node, 1);
  }

  private JsonNode value(YamlNode node, int depth) {
    count(node);
    if (depth > limits.maxDepth()) {
      throw error(node, "nested deeper than the limit of " + limits.maxDepth() + " levels");
    }
    // No switch over types: the first one that runs is compiled by the JDK then and there, which
    // takes a short-lived program longer than the rest of its reading.
    if (node instanceof Scalar scalar) {
      return scalars.value(scalar);
    }
    if (node instanceof Mapping mapping) {
      return mapping(mapping, depth);
    }
    if (node instanceof Sequence sequence) {
      return sequence(sequence, depth);
    }
    aliasDepth++;
    JsonNode target = value(((Alias) node).target(), depth);
    aliasDepth--;
    return target;
  }

  private void count(YamlNode node) {
    if (aliasDepth == 0) {
      return;
    }
    aliasNodes++;
    if (node instanceof Scalar scalar) {
      aliasChars += scalar.text().length();
    }
    if (aliasNodes > limits.maxAliasNodes() || aliasChars > limits.maxAliasChars()) {
      throw error(
          node,
          "its aliases make the document grow beyond the limit of "
              + limits.maxAliasNodes()
              + " nodes or "
              + limits.maxAliasChars()
              + " characters");
    }
  }

  private JsonNode sequence(Sequence sequence, int depth) {
    ArrayNode array = JsonNodeFactory.instance.arrayNode(sequence.items().size());
    for (YamlNode item : sequence.items()) {
      array.add(value(item, depth + 1));
    }
    return array;
  }

  private JsonNode mapping(Mapping mapping, int depth) {
    ObjectNode object = JsonNodeFactory.instance.objectNode();
    fill(object, mapping, depth);
    return object;
  }

  /** Entries in the order of the text: a merge key overrides the entries before it, as in Go. */
  private void fill(ObjectNode object, Mapping mapping, int depth) {
    Map<String, Integer> lines = new HashMap<>();
    for (Entry entry : mapping.entries()) {
      if (isMerge(entry.key())) {
        merge(object, entry.value(), depth);
        continue;
      }
      String key = key(entry.key());
      Integer before = lines.putIfAbsent(key, entry.key().span().line());
      if (before != null) {
        throw error(
            entry.key(),
            "the key \""
                + key
                + "\" is already set in this mapping, on line "
                + before
                + ": remove one of the two");
      }
      object.set(key, value(entry.value(), depth + 1));
    }
  }

  private String key(YamlNode node) {
    YamlNode target = node;
    while (target instanceof Alias alias) {
      aliasDepth++;
      count(alias);
      aliasDepth--;
      target = alias.target();
    }
    if (target instanceof Scalar scalar) {
      return scalars.key(scalar);
    }
    throw error(node, "a mapping or a sequence cannot be a key");
  }

  private static boolean isMerge(YamlNode key) {
    return key instanceof Scalar scalar
        && scalar.text().equals("<<")
        && ((scalar.style() == Style.PLAIN && scalar.tag() == null)
            || MERGE_TAG.equals(scalar.tag()));
  }

  private void merge(ObjectNode object, YamlNode value, int depth) {
    switch (value) {
      case Mapping mapping -> mergeOne(object, mapping, depth);
      case Alias alias -> mergeOne(object, alias, depth);
      case Sequence sequence -> {
        List<YamlNode> items = sequence.items();
        // Backwards, because the earlier mapping wins.
        for (int i = items.size() - 1; i >= 0; i--) {
          mergeOne(object, items.get(i), depth);
        }
      }
      case Scalar scalar -> throw notMergeable(scalar);
    }
  }

  private void mergeOne(ObjectNode object, YamlNode value, int depth) {
    count(value);
    switch (value) {
      case Mapping mapping -> fill(object, mapping, depth);
      case Alias(_, Mapping mapping, _) -> {
        aliasDepth++;
        count(mapping);
        fill(object, mapping, depth);
        aliasDepth--;
      }
      case Alias _, Scalar _, Sequence _ -> throw notMergeable(value);
    }
  }

  private YamlException notMergeable(YamlNode node) {
    return error(node, "the merge key << takes a mapping or a list of mappings");
  }

  private YamlException error(YamlNode node, String problem) {
    return new YamlException(source, node.span().line(), node.span().column(), problem);
  }
}

package dev.sealer.yaml.edit;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import dev.sealer.yaml.edit.StringReplacements.Cut;
import dev.sealer.yaml.read.Document;
import dev.sealer.yaml.read.NodePaths;
import dev.sealer.yaml.read.YamlNode;
import dev.sealer.yaml.read.YamlNode.Alias;
import dev.sealer.yaml.read.YamlNode.Entry;
import dev.sealer.yaml.read.YamlNode.Mapping;
import dev.sealer.yaml.read.YamlNode.Scalar;
import dev.sealer.yaml.read.YamlNode.Sequence;
import java.io.IOException;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The positions of the strings of one document in its source. */
sealed interface StringSites {

  /**
   * Returns how to put a value in the place of a string; null when there is none or its layout
   * forbids.
   */
  @Nullable Cut cut(JsonPointer at, String value);

  /** Returns the strings of a document. JSON is looked at as such: not all of it is YAML. */
  static StringSites of(Document document) {
    String text = document.part().text();
    if (document.isJson()) {
      Map<JsonPointer, InJson.Range> ranges = InJson.ranges(text);
      if (ranges != null) {
        return new InJson(ranges);
      }
    }
    return new InYaml(document.layout(), new Layout(document.part()));
  }

  /**
   * Strings of a JSON object.
   *
   * @param ranges by pointer, quotes included
   */
  record InJson(Map<JsonPointer, Range> ranges) implements StringSites {

    private static final JsonFactory FACTORY =
        JsonFactory.builder()
            .streamReadConstraints(
                StreamReadConstraints.builder()
                    .maxStringLength(Integer.MAX_VALUE)
                    .maxNameLength(Integer.MAX_VALUE)
                    .maxNestingDepth(Integer.MAX_VALUE)
                    .build())
            .build();

    /** From the first quote to after the last. */
    record Range(int from, int to) {}

    /** Null if the source is not JSON. */
    static @Nullable Map<JsonPointer, Range> ranges(String text) {
      Map<JsonPointer, Range> ranges = new HashMap<>();
      try (JsonParser parser = FACTORY.createParser(new StringReader(text))) {
        while (parser.nextToken() != null) {
          if (parser.currentToken() == JsonToken.VALUE_STRING) {
            int from = (int) parser.currentTokenLocation().getCharOffset();
            // Only then has the parser seen the closing quote.
            parser.getText();
            int to = (int) parser.currentLocation().getCharOffset();
            ranges.put(parser.getParsingContext().pathAsPointer(), new Range(from, to));
          }
        }
        return ranges;
      } catch (JsonProcessingException e) {
        return null;
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }

    @Override
    public @Nullable Cut cut(JsonPointer at, String value) {
      Range range = ranges.get(at);
      return range == null ? null : new Cut(range.from(), range.to(), '"' + value + '"', value);
    }
  }

  /**
   * Strings of a YAML document.
   *
   * @param root null when the text has no layout
   */
  record InYaml(@Nullable YamlNode root, Layout layout) implements StringSites {

    @Override
    public @Nullable Cut cut(JsonPointer at, String value) {
      return root != null && find(root, at) instanceof Scalar scalar ? cut(scalar, value) : null;
    }

    private @Nullable Cut cut(Scalar old, String value) {
      int start = layout.start(old.span());
      int from = old.hasProperties() ? layout.afterProperties(start) : start;
      return switch (old.style()) {
        case PLAIN -> new Cut(from, layout.end(old), value, value);
        case SINGLE_QUOTED -> new Cut(from, layout.end(old), "'" + value + "'", value);
        case DOUBLE_QUOTED -> new Cut(from, layout.end(old), '"' + value + '"', value);
        case LITERAL, FOLDED -> BlockLines.cut(layout, from, old, value);
      };
    }

    private static @Nullable YamlNode find(YamlNode root, JsonPointer at) {
      YamlNode node = root;
      for (JsonPointer rest = at; !rest.matches() && node != null; rest = rest.tail()) {
        node =
            switch (target(node)) {
              case Mapping mapping -> value(mapping, rest.getMatchingProperty());
              case Sequence sequence -> item(sequence, rest.getMatchingIndex());
              case Scalar _, Alias _ -> null;
            };
      }
      return node == null ? null : target(node);
    }

    private static YamlNode target(YamlNode node) {
      YamlNode target = node;
      while (target instanceof Alias alias) {
        target = alias.target();
      }
      return target;
    }

    private static @Nullable YamlNode item(Sequence sequence, int index) {
      return index >= 0 && index < sequence.items().size() ? sequence.items().get(index) : null;
    }

    /** Returns the value of a key, its own or merged in. */
    private static @Nullable YamlNode value(Mapping mapping, String key) {
      Entry own = NodePaths.entry(mapping, key);
      if (own != null) {
        return own.value();
      }
      Entry merge = NodePaths.entry(mapping, "<<");
      return switch (merge == null ? null : target(merge.value())) {
        case Mapping merged -> value(merged, key);
        case Sequence several -> firstWith(several, key);
        case null, default -> null;
      };
    }

    private static @Nullable YamlNode firstWith(Sequence several, String key) {
      for (YamlNode each : several.items()) {
        YamlNode found = target(each) instanceof Mapping merged ? value(merged, key) : null;
        if (found != null) {
          return found;
        }
      }
      return null;
    }
  }
}

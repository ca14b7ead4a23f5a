package dev.sealer.yaml.read;

import dev.sealer.yaml.scalar.KubeScalars;
import dev.sealer.yaml.scalar.ScalarValue;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A YAML document as it is written: before tags, anchors and merge keys mean anything. */
public sealed interface YamlNode {

  /** Where the node stands. Of a scalar it includes quotes; properties before it do not count. */
  Span span();

  /** Whether an anchor or a tag stands before the node. */
  boolean hasProperties();

  /**
   * A scalar.
   *
   * @param text its value, unescaped
   * @param tag its tag in the long form, or null
   * @param style how it is written
   */
  record Scalar(String text, @Nullable String tag, Style style, Span span, boolean hasProperties)
      implements YamlNode {

    /** Whether it is a plain null, written or left out, without an anchor or a tag. */
    public boolean isNull() {
      return style == Style.PLAIN
          && !hasProperties
          && KubeScalars.resolve(text) instanceof ScalarValue.Null;
    }

    /** Whether it is a literal or a folded block. */
    public boolean isBlock() {
      return style == Style.LITERAL || style == Style.FOLDED;
    }
  }

  /** A mapping, with its entries in the order of the text. */
  record Mapping(List<Entry> entries, boolean flow, Span span, boolean hasProperties)
      implements YamlNode {}

  /** A sequence. */
  record Sequence(List<YamlNode> items, boolean flow, Span span, boolean hasProperties)
      implements YamlNode {}

  /** An alias, with the node it stands for. */
  record Alias(String name, YamlNode target, Span span) implements YamlNode {
    @Override
    public boolean hasProperties() {
      return false;
    }
  }

  /** One entry of a mapping. */
  record Entry(YamlNode key, YamlNode value) {}

  /** How a scalar is written. */
  enum Style {
    PLAIN,
    SINGLE_QUOTED,
    DOUBLE_QUOTED,
    LITERAL,
    FOLDED
  }
}

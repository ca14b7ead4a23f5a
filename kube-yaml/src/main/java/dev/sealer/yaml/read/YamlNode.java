package dev.sealer.yaml.read;

import dev.sealer.yaml.scalar.KubeScalars;
import dev.sealer.yaml.scalar.ScalarValue;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A YAML document as it is written: before tags, anchors and merge keys mean anything. */
public sealed interface YamlNode {

  /**
   * Returns the position of the node. It includes the quotes of a scalar, but no properties before
   * it.
   */
  Span span();

  /** Returns whether there is an anchor or a tag before the node. */
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

    /** Returns whether it is a plain null, written or left out, without an anchor or a tag. */
    public boolean isNull() {
      return style == Style.PLAIN
          && !hasProperties
          && KubeScalars.resolve(text) instanceof ScalarValue.Null;
    }

    /** Returns whether it is a literal or a folded block. */
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

  /** An alias, with the node it refers to. */
  record Alias(String name, YamlNode target, Span span) implements YamlNode {
    @Override
    public boolean hasProperties() {
      return false;
    }
  }

  /** One entry of a mapping. */
  record Entry(YamlNode key, YamlNode value) {}

  /** The styles of scalars. */
  enum Style {
    PLAIN,
    SINGLE_QUOTED,
    DOUBLE_QUOTED,
    LITERAL,
    FOLDED
  }
}

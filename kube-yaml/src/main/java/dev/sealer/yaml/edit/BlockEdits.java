package dev.sealer.yaml.edit;

import com.fasterxml.jackson.databind.JsonNode;
import dev.sealer.yaml.edit.EditResult.Edited;
import dev.sealer.yaml.edit.EditResult.NotEditable;
import dev.sealer.yaml.read.YamlNode;
import dev.sealer.yaml.read.YamlNode.Entry;
import dev.sealer.yaml.read.YamlNode.Scalar;
import dev.sealer.yaml.write.YamlWriter;

/** Changes to a mapping in block style: one key a line. */
record BlockEdits(Layout layout) implements MappingEdits {

  @Override
  public EditResult set(EditPlace place, JsonNode value) {
    JsonNode nested = MappingEdits.nested(place.rest(), value);
    int column = place.mapping().entries().getFirst().key().span().column() - 1;
    return place.entry() == null
        ? add(place, nested, column)
        : replace(place.entry(), nested, column);
  }

  private EditResult add(EditPlace place, JsonNode value, int column) {
    int at = layout.lineEnd(layout.end(place.mapping()));
    String entry = YamlWriter.writeEntry(place.rest().getFirst(), value, column);
    // A text block needs the line break that ends it.
    String end = layout.isTextEnd(at) && entry.contains("\n") ? "\n" : "";
    return new Edited(layout.replace(at, at, "\n" + " ".repeat(column) + entry + end));
  }

  private EditResult replace(Entry entry, JsonNode value, int column) {
    YamlNode old = entry.value();
    int line = old.span().line();
    if (old.hasProperties() || (!(old instanceof Scalar) && !EditPlace.isEmpty(old))) {
      return new NotEditable(
          line, "the value there is not a plain scalar: it has a tag, an anchor or parts");
    }
    int from = layout.start(old.span());
    int to = layout.end(old);
    if (old instanceof Scalar scalar
        && scalar.isBlock()
        && layout.between(from, layout.lineEnd(from)).contains("#")) {
      return new NotEditable(line, "there is a comment next to the indicator of the block scalar");
    }
    String written = YamlWriter.writeValue(value, column);
    boolean severalLines = written.startsWith("\n") || written.startsWith(" |");
    if (severalLines && !layout.nothingAfter(to)) {
      return new NotEditable(
          line, "there is a comment next to the value, and the new value has several lines");
    }
    return new Edited(layout.replace(layout.withoutSpaceBefore(from), to, written));
  }

  @Override
  public EditResult remove(EditPlace place) {
    Entry entry = place.entry();
    if (entry == null || place.rest().size() != 1) {
      return new NotEditable(place.line(), "the key comes from a merge key");
    }
    int from = layout.start(entry.key().span());
    int to = layout.end(entry.value());
    if (place.mapping().entries().size() == 1) {
      return new Edited(layout.replace(from, Math.max(from, to), "{}"));
    }
    if (!layout.onlySpaceBefore(from)) {
      return new NotEditable(entry.key().span().line(), "the key is not on a line of its own");
    }
    return new Edited(layout.replace(layout.lineStart(from), layout.nextLine(to), ""));
  }
}

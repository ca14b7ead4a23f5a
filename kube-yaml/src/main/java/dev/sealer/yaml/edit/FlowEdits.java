package dev.sealer.yaml.edit;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.TextNode;
import dev.sealer.yaml.edit.EditResult.Edited;
import dev.sealer.yaml.edit.EditResult.NotEditable;
import dev.sealer.yaml.read.YamlNode;
import dev.sealer.yaml.read.YamlNode.Entry;
import dev.sealer.yaml.read.YamlNode.Scalar;
import dev.sealer.yaml.read.YamlNode.Style;
import dev.sealer.yaml.scalar.KubeScalars;
import dev.sealer.yaml.scalar.ScalarValue;
import dev.sealer.yaml.write.JsonWriter;
import java.util.List;
import java.util.regex.Pattern;

/**
 * Changes to a mapping in flow style: in braces, on one line or on several.
 *
 * @param json whether the document is JSON, and has to stay so
 */
record FlowEdits(Layout layout, boolean json) implements MappingEdits {

  /** Strings that need no quotes in braces: base64, keys of Secrets. */
  private static final Pattern PLAIN = Pattern.compile("[A-Za-z0-9_/][A-Za-z0-9_/+=.-]*");

  @Override
  public EditResult set(EditPlace place, JsonNode value) {
    JsonNode nested = MappingEdits.nested(place.rest(), value);
    Entry entry = place.entry();
    return entry == null ? add(place, nested) : replace(entry, nested);
  }

  private EditResult add(EditPlace place, JsonNode value) {
    List<Entry> entries = place.mapping().entries();
    String key = place.rest().getFirst();
    if (entries.isEmpty()) {
      int from = layout.start(place.mapping().span());
      String only = "{" + written(TextNode.valueOf(key), true) + ": " + written(value, true) + "}";
      return new Edited(layout.replace(from, layout.end(place.mapping()), only));
    }
    Entry last = entries.getLast();
    String added =
        written(TextNode.valueOf(key), isPlain(last.key()))
            + ": "
            + written(value, isPlain(last.value()));
    int at = layout.end(last.value());
    int lineStart = layout.start(last.key().span());
    if (!layout.onlySpaceBefore(lineStart)) {
      return new Edited(layout.replace(at, at, ", " + added));
    }
    String line = "\n" + layout.between(layout.lineStart(lineStart), lineStart) + added;
    int lineEnd = layout.lineEnd(at);
    String after = layout.between(at, lineEnd);
    if (!after.contains("#")) {
      return new Edited(layout.replace(at, at, "," + line));
    }
    // The comment belongs to the last entry, and stays next to it.
    boolean comma = after.strip().startsWith(",");
    return new Edited(
        layout.replace(at, lineEnd, (comma ? "" : ",") + after + line + (comma ? "," : "")));
  }

  private EditResult replace(Entry entry, JsonNode value) {
    YamlNode old = entry.value();
    if (!(old instanceof Scalar) && !EditPlace.isEmpty(old)) {
      return new NotEditable(old.span().line(), "the value there has parts");
    }
    int start = layout.start(old.span());
    int from = old.hasProperties() ? layout.afterProperties(start) : start;
    String written = written(value, isPlain(old));
    boolean touches = !json && from > 0 && layout.between(from - 1, from).equals(":");
    return new Edited(
        layout.replace(from, Math.max(from, layout.end(old)), (touches ? " " : "") + written));
  }

  @Override
  public EditResult remove(EditPlace place) {
    Entry entry = place.entry();
    if (entry == null || place.rest().size() != 1) {
      return new NotEditable(place.line(), "the key comes from a merge key");
    }
    List<Entry> entries = place.mapping().entries();
    int from = layout.start(entry.key().span());
    int to = layout.end(entry.value());
    if (entries.size() == 1) {
      return new Edited(
          layout.replace(layout.start(place.mapping().span()), layout.end(place.mapping()), "{}"));
    }
    boolean last = entry.equals(entries.getLast());
    int start = last ? layout.end(entries.get(entries.size() - 2).value()) : from;
    int end = last ? to : layout.start(entries.get(entries.indexOf(entry) + 1).key().span());
    if (!layout.between(start, from).contains("#") && !layout.between(to, end).contains("#")) {
      // The comma before or after it goes too.
      return new Edited(layout.replace(start, end, ""));
    }
    String after = layout.between(to, layout.lineEnd(to)).strip();
    boolean alone = layout.onlySpaceBefore(from) && after.matches(",?\\s*(#.*)?");
    return alone
        ? new Edited(layout.replace(layout.lineStart(from), layout.nextLine(to), ""))
        : new NotEditable(place.line(), "there is a comment on its line");
  }

  private static boolean isPlain(YamlNode node) {
    return node instanceof Scalar scalar && scalar.style() == Style.PLAIN;
  }

  /** Writes a value the way its neighbor is written, if that is possible. */
  private String written(JsonNode value, boolean plain) {
    boolean needsNoQuotes =
        plain
            && !json
            && value.isTextual()
            && PLAIN.matcher(value.textValue()).matches()
            && KubeScalars.resolve(value.textValue()) instanceof ScalarValue.Text;
    return needsNoQuotes ? value.textValue() : JsonWriter.compact(value);
  }
}

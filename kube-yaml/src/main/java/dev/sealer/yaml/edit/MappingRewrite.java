package dev.sealer.yaml.edit;

import com.fasterxml.jackson.databind.JsonNode;
import dev.sealer.yaml.edit.EditResult.Edited;
import dev.sealer.yaml.edit.EditResult.NotEditable;
import dev.sealer.yaml.read.YamlNode.Entry;
import dev.sealer.yaml.write.JsonWriter;
import dev.sealer.yaml.write.YamlWriter;
import java.util.Objects;

/**
 * Writes one mapping again, where its own layout does not allow a change: it is behind an alias, or
 * has entries from a merge key. The rest of the document keeps its text.
 */
record MappingRewrite(Layout layout) {

  EditResult rewrite(EditPlace place, JsonNode wanted) {
    EditPlace.Parent parent = Objects.requireNonNull(place.parent());
    JsonNode value = wanted;
    for (String key : place.above()) {
      value = value.path(key);
    }
    Entry entry = parent.entry();
    int colon = layout.withoutSpace(layout.end(entry.key()));
    int to = layout.end(entry.value());
    String old = to > colon ? layout.between(colon, to) : "";
    if (!old.startsWith(":") || old.contains("#")) {
      return new NotEditable(place.line(), "a comment would be lost");
    }
    int column = entry.key().span().column() - 1;
    String written =
        parent.mapping().flow()
            ? " " + JsonWriter.compact(value)
            : YamlWriter.writeValue(value, column);
    if (written.startsWith("\n") && !layout.nothingAfter(to)) {
      return new NotEditable(place.line(), "there is a comment next to it");
    }
    return new Edited(layout.replace(colon + 1, to, written));
  }
}

package dev.sealer.yaml.edit;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.util.List;

/** Changes to one mapping. Results hold the new text of the document's part, not yet checked. */
interface MappingEdits {

  /** Sets the value at a place. */
  EditResult set(EditPlace place, JsonNode value);

  /** Removes the entry at a place. */
  EditResult remove(EditPlace place);

  /** Returns the value with the mappings around it that are missing, except for the first key. */
  static JsonNode nested(List<String> rest, JsonNode value) {
    JsonNode nested = value;
    for (int i = rest.size() - 1; i > 0; i--) {
      nested = JsonNodeFactory.instance.objectNode().set(rest.get(i), nested);
    }
    return nested;
  }
}

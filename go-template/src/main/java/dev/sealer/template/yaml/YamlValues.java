package dev.sealer.template.yaml;

import com.fasterxml.jackson.databind.JsonNode;
import dev.sealer.template.call.CallContext;
import dev.sealer.template.sprig.base.Failures;
import dev.sealer.template.sprig.json.JsonEncoder;
import dev.sealer.template.type.GoType;
import dev.sealer.template.value.BoolValue;
import dev.sealer.template.value.DictValue;
import dev.sealer.template.value.FloatValue;
import dev.sealer.template.value.ListValue;
import dev.sealer.template.value.NilValue;
import dev.sealer.template.value.StringValue;
import dev.sealer.template.value.Value;
import dev.sealer.yaml.KubeYaml;
import dev.sealer.yaml.read.Document;
import dev.sealer.yaml.read.YamlException;
import java.util.ArrayList;
import java.util.List;

/** Values as YAML and YAML as values. Numbers that are read are floats, as in Go. */
public final class YamlValues {

  private static final String SOURCE = "yaml";

  private YamlValues() {}

  /** The YAML of a value without the line break at its end. */
  public static String write(CallContext context, Value value) {
    String json = JsonEncoder.encode(context.budget(), value, JsonEncoder.Style.RAW);
    context.budget().text(2L * json.length());
    JsonNode tree =
        KubeYaml.readDocument("{\"value\":" + json + "}", SOURCE).content().get("value");
    String yaml = KubeYaml.toYaml(tree);
    return yaml.endsWith("\n") ? yaml.substring(0, yaml.length() - 1) : yaml;
  }

  /** The first document of a text; nil where it has none. The errors never quote the text. */
  public static Value read(CallContext context, String text) {
    context.budget().text(2L * text.length());
    try {
      List<Document> documents = KubeYaml.readDocuments(text, SOURCE);
      return documents.isEmpty() ? NilValue.NIL : value(documents.getFirst().content());
    } catch (YamlException e) {
      throw Failures.of("error converting YAML to JSON: " + e.getMessage());
    }
  }

  private static Value value(JsonNode node) {
    return switch (node.getNodeType()) {
      case STRING -> StringValue.of(node.textValue());
      case BOOLEAN -> BoolValue.of(node.booleanValue());
      case NUMBER -> FloatValue.of(node.doubleValue());
      case ARRAY -> {
        List<Value> items = new ArrayList<>(node.size());
        node.forEach(item -> items.add(value(item)));
        yield ListValue.of(items);
      }
      case OBJECT -> {
        DictValue dict = DictValue.empty(GoType.DICT);
        node.properties().forEach(field -> dict.put(field.getKey(), value(field.getValue())));
        yield dict;
      }
      case BINARY, MISSING, NULL, POJO -> NilValue.NIL;
    };
  }
}

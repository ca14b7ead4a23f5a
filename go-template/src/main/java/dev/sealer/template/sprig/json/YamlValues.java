package dev.sealer.template.sprig.json;

import com.fasterxml.jackson.databind.JsonNode;
import dev.sealer.gocompat.GoJsonWriter;
import dev.sealer.template.context.CallContext;
import dev.sealer.template.error.ErrorText;
import dev.sealer.template.error.FunctionException;
import dev.sealer.template.value.BoolValue;
import dev.sealer.template.value.DictValue;
import dev.sealer.template.value.FloatValue;
import dev.sealer.template.value.GoType;
import dev.sealer.template.value.ListValue;
import dev.sealer.template.value.MapValue;
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
  private static final long SQUARE_PART = 1 << 16;

  private YamlValues() {}

  /** Returns the YAML of a value without the line break at its end. */
  public static String write(CallContext context, Value value) {
    String json = JsonEncoder.encode(context.budget(), value, GoJsonWriter.Style.RAW);
    announce(context, json);
    try {
      JsonNode tree =
          KubeYaml.readDocument("{\"value\":" + json + "}", SOURCE).content().get("value");
      String yaml = KubeYaml.toYaml(tree);
      return yaml.endsWith("\n") ? yaml.substring(0, yaml.length() - 1) : yaml;
    } catch (YamlException e) {
      throw new FunctionException(
          ErrorText.of("the value cannot be written as YAML: ").value(e.problem()));
    }
  }

  /** Charges for a long scalar: the reader takes time quadratic in its length. */
  private static void announce(CallContext context, String text) {
    long length = text.length();
    context.budget().text(2 * length + length * length / SQUARE_PART);
  }

  /**
   * Returns the first document of a string; nil where it has none. The errors never quote the
   * input.
   */
  public static Value read(CallContext context, String text) {
    announce(context, text);
    try {
      List<Document> documents = KubeYaml.readDocuments(text, SOURCE);
      return documents.isEmpty() ? NilValue.NIL : value(documents.getFirst().content());
    } catch (YamlException e) {
      throw unreadable(e);
    }
  }

  /** Makes an error. Leaves out a problem with something in quotes, which may quote the input. */
  private static FunctionException unreadable(YamlException e) {
    ErrorText place =
        ErrorText.of("error converting YAML to JSON: yaml:" + e.line() + ":" + e.column() + ": ");
    boolean quotes = e.problem().chars().anyMatch(c -> "\"'`".indexOf(c) >= 0);
    return new FunctionException(quotes ? place.value(e.problem()) : place.text(e.problem()));
  }

  /** Returns the map that a string holds, empty where it holds nothing. */
  public static Value readMap(CallContext context, String text) {
    Value value = read(context, text);
    return switch (value) {
      case MapValue map -> map;
      case NilValue _ -> DictValue.empty(GoType.DICT);
      default -> throw mismatch(value, GoType.DICT);
    };
  }

  /** Returns the list that a string holds, nil where it holds nothing. */
  public static Value readList(CallContext context, String text) {
    Value value = read(context, text);
    return switch (value) {
      case ListValue list -> list;
      case NilValue _ -> ListValue.nil(GoType.LIST);
      default -> throw mismatch(value, GoType.LIST);
    };
  }

  private static FunctionException mismatch(Value value, GoType wanted) {
    String kind =
        switch (value) {
          case MapValue _ -> "object";
          case ListValue _ -> "array";
          case StringValue _ -> "string";
          case BoolValue _ -> "bool";
          default -> "number";
        };
    return new FunctionException(
        "error unmarshaling JSON: while decoding JSON: json: cannot unmarshal "
            + kind
            + " into Go value of type "
            + wanted);
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

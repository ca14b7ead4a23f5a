package dev.sealer.template.conformance;

import com.fasterxml.jackson.databind.JsonNode;
import dev.sealer.template.value.BoolValue;
import dev.sealer.template.value.BytesValue;
import dev.sealer.template.value.DictValue;
import dev.sealer.template.value.FloatValue;
import dev.sealer.template.value.GoType;
import dev.sealer.template.value.IntValue;
import dev.sealer.template.value.ListValue;
import dev.sealer.template.value.NilValue;
import dev.sealer.template.value.StringValue;
import dev.sealer.template.value.Value;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;

/** Reads tagged JSON; the Java side of {@code src/test/go/cases/values.go}. */
final class CaseData {

  private static final Map<String, GoType> INTEGERS =
      Map.of(
          "$int8", GoType.INT8,
          "$int16", GoType.INT16,
          "$int32", GoType.INT32,
          "$int64", GoType.INT64,
          "$uint", GoType.UINT,
          "$uint8", GoType.UINT8,
          "$uint16", GoType.UINT16,
          "$uint32", GoType.UINT32,
          "$uint64", GoType.UINT64);
  private static final Map<String, GoType> LISTS =
      Map.of(
          "$strings", GoType.STRINGS,
          "$ints", GoType.sliceOf(GoType.INT),
          "$lists", GoType.sliceOf(GoType.LIST),
          "$dicts", GoType.sliceOf(GoType.DICT));
  private static final Map<String, GoType> MAPS =
      Map.of(
          "$stringMap", GoType.STRING_MAP,
          "$intValues", GoType.mapOf(GoType.STRING, GoType.INT),
          "$bytesMap", GoType.mapOf(GoType.STRING, GoType.BYTES),
          "$listMap", GoType.mapOf(GoType.STRING, GoType.LIST),
          "$dictMap", GoType.mapOf(GoType.STRING, GoType.DICT));

  private CaseData() {}

  static Value decode(JsonNode json) {
    return switch (json.getNodeType()) {
      case STRING -> StringValue.of(json.asText());
      case BOOLEAN -> BoolValue.of(json.asBoolean());
      case NUMBER ->
          json.isIntegralNumber() ? IntValue.of(json.asLong()) : FloatValue.of(json.asDouble());
      case ARRAY -> ListValue.of(items(json));
      case OBJECT -> object(json);
      default -> NilValue.NIL;
    };
  }

  private static List<Value> items(JsonNode json) {
    List<Value> items = new ArrayList<>();
    json.forEach(item -> items.add(decode(item)));
    return items;
  }

  private static Value object(JsonNode json) {
    if (json.size() == 1) {
      String tag = json.fieldNames().next();
      if (tag.startsWith("$")) {
        return tagged(tag, json.get(tag));
      }
    }
    return dict(GoType.DICT, json);
  }

  private static Value dict(GoType type, JsonNode json) {
    DictValue dict = DictValue.empty(type);
    json.properties().forEach(entry -> dict.put(entry.getKey(), decode(entry.getValue())));
    return dict;
  }

  private static Value tagged(String tag, JsonNode content) {
    GoType type = INTEGERS.get(tag);
    if (type != null) {
      return new IntValue(type, number(content, type));
    }
    type = LISTS.get(tag);
    if (type != null) {
      return ListValue.typed(type, items(content));
    }
    type = MAPS.get(tag);
    return type == null ? special(tag, content) : dict(type, content);
  }

  private static long number(JsonNode content, GoType type) {
    return type.kind().isUnsigned() ? Long.parseUnsignedLong(content.asText()) : content.asLong();
  }

  private static Value special(String tag, JsonNode content) {
    return switch (tag) {
      case "$float64" -> FloatValue.of(floating(content.asText()));
      case "$float32" -> new FloatValue(GoType.FLOAT32, Float.parseFloat(content.asText()));
      case "$bytes" -> BytesValue.of(Base64.getDecoder().decode(content.asText()));
      case "$binary" -> StringValue.ofBytes(Base64.getDecoder().decode(content.asText()));
      case "$intMap" -> intMap(content);
      case "$nil" -> nil(content.asText());
      case "$func" -> CaseObjects.function(content.asText());
      case "$level" -> new CaseObjects.Level(content.asLong());
      case "$person" ->
          new CaseObjects.Person(
              content.path("name").asText(),
              content.path("age").asLong(),
              strings(content.path("tags")),
              decode(content.path("boss")));
      default -> throw new IllegalArgumentException("unknown tag " + tag);
    };
  }

  private static double floating(String text) {
    return switch (text) {
      case "NaN" -> Double.NaN;
      case "+Inf" -> Double.POSITIVE_INFINITY;
      case "-Inf" -> Double.NEGATIVE_INFINITY;
      default -> Double.parseDouble(text);
    };
  }

  private static List<String> strings(JsonNode json) {
    List<String> items = new ArrayList<>();
    json.forEach(item -> items.add(item.asText()));
    return items;
  }

  private static Value intMap(JsonNode content) {
    DictValue dict = DictValue.empty(GoType.mapOf(GoType.INT, GoType.STRING));
    content
        .properties()
        .forEach(entry ->
            dict.put(IntValue.of(Long.parseLong(entry.getKey())), decode(entry.getValue())));
    return dict;
  }

  private static Value nil(String kind) {
    return switch (kind) {
      case "map" -> DictValue.nil(GoType.DICT);
      case "strings" -> ListValue.nil(GoType.STRINGS);
      case "bytes" -> ListValue.nil(GoType.BYTES);
      default -> ListValue.nil(GoType.LIST);
    };
  }
}

package dev.sealer.template.sprig.json;

import dev.sealer.gocompat.GoBase64;
import dev.sealer.gocompat.GoFloats;
import dev.sealer.gocompat.GoJsonWriter;
import dev.sealer.gocompat.GoJsonWriter.Style;
import dev.sealer.gocompat.GoStrings;
import dev.sealer.template.context.Budget;
import dev.sealer.template.sprig.base.GoErrors;
import dev.sealer.template.sprig.base.JsonText;
import dev.sealer.template.value.BoolValue;
import dev.sealer.template.value.BytesValue;
import dev.sealer.template.value.ComplexValue;
import dev.sealer.template.value.FloatValue;
import dev.sealer.template.value.FuncValue;
import dev.sealer.template.value.IntValue;
import dev.sealer.template.value.ListValue;
import dev.sealer.template.value.MapValue;
import dev.sealer.template.value.NilValue;
import dev.sealer.template.value.ObjectValue;
import dev.sealer.template.value.StringValue;
import dev.sealer.template.value.Value;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Writes values as Go's {@code encoding/json} does. */
public final class JsonEncoder {

  private final GoJsonWriter out;
  private final Budget budget;
  private int charged;

  private JsonEncoder(Budget budget, Style style) {
    this.budget = budget;
    this.out = new GoJsonWriter(style);
  }

  /**
   * Writes a value.
   *
   * @throws dev.sealer.template.error.FunctionException for a value that JSON cannot hold
   */
  public static String encode(Budget budget, Value value, Style style) {
    JsonEncoder encoder = new JsonEncoder(budget, style);
    encoder.value(value, 0);
    return encoder.out.toString();
  }

  private void value(Value value, int depth) {
    budget.steps(1);
    if (out.length() - charged > 1024) {
      budget.text(out.length() - charged);
      charged = out.length();
    }
    switch (value) {
      case NilValue _ -> out.literal("null");
      case BoolValue truth -> out.literal(Boolean.toString(truth.isTrue()));
      case IntValue number -> out.literal(number.decimal());
      case FloatValue number -> number(number);
      case StringValue text -> {
        budget.text(out.length(text.text()));
        out.string(text.text());
        charged = out.length();
      }
      case BytesValue bytes when bytes.isNil() -> out.literal("null");
      case BytesValue bytes -> out.string(GoBase64.encode(bytes.bytes()));
      case ListValue list -> list(list, depth);
      case MapValue map -> map(map, depth);
      case ObjectValue object -> object(object, depth);
      case ComplexValue _, FuncValue _ ->
          throw GoErrors.of("json: unsupported type: " + value.type().name());
    }
  }

  private void number(FloatValue value) {
    double number = value.number();
    int bits = value.type().kind().bits();
    if (Double.isNaN(number) || Double.isInfinite(number)) {
      throw GoErrors.of("json: unsupported value: ", GoFloats.format(number, 'g', -1, bits));
    }
    out.number(number, bits);
  }

  private void list(ListValue list, int depth) {
    if (list.isNil()) {
      out.literal("null");
      return;
    }
    budget.nesting(depth);
    out.beginArray();
    for (int i = 0; i < list.size(); i++) {
      value(list.get(i), depth + 1);
    }
    out.endArray();
  }

  private void map(MapValue map, int depth) {
    if (map.isNil()) {
      out.literal("null");
      return;
    }
    budget.elements(map.size());
    TreeMap<String, Value> fields = new TreeMap<>(GoStrings::compare);
    for (Value key : map.sortedKeys()) {
      Value entry = map.get(key);
      fields.put(key(key), entry == null ? NilValue.NIL : entry);
    }
    budget.nesting(depth);
    out.beginObject();
    for (var field : fields.entrySet()) {
      field(field.getKey(), field.getValue(), depth);
    }
    out.endObject();
  }

  private static String key(Value key) {
    return switch (key) {
      case StringValue text -> text.text();
      case IntValue number -> number.decimal();
      default -> throw GoErrors.of("json: unsupported type: map key");
    };
  }

  private void object(ObjectValue object, int depth) {
    if (object instanceof JsonText text) {
      out.string(text.jsonText());
      return;
    }
    if (object.isScalar()) {
      value(object.underlying(), depth);
      return;
    }
    budget.nesting(depth);
    out.beginObject();
    for (String name : object.fieldNames()) {
      @Nullable Value value = object.field(name);
      field(name, value == null ? NilValue.NIL : value, depth);
    }
    out.endObject();
  }

  private void field(String name, Value value, int depth) {
    out.name(name);
    value(value, depth + 1);
  }
}

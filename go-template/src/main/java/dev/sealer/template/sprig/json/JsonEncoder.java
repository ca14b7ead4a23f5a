package dev.sealer.template.sprig.json;

import dev.sealer.template.call.Budget;
import dev.sealer.template.sprig.base.Failures;
import dev.sealer.template.sprig.base.JsonText;
import dev.sealer.template.text.Floats;
import dev.sealer.template.text.GoText;
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
import java.util.Base64;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Writes values as Go's {@code encoding/json} does. */
public final class JsonEncoder {

  private final StringBuilder out = new StringBuilder();
  private final Budget budget;
  private final Style style;
  private int charged;

  private JsonEncoder(Budget budget, Style style) {
    this.budget = budget;
    this.style = style;
  }

  /** How the text looks. */
  public enum Style {
    /** On one line, with {@code <}, {@code >} and {@code &} escaped. */
    COMPACT,
    /** Indented by two spaces, escaped as well. */
    INDENTED,
    /** On one line, without those escapes. */
    RAW
  }

  /**
   * Writes a value.
   *
   * @throws dev.sealer.template.call.FunctionException for a value that JSON cannot hold
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
      case NilValue _ -> out.append("null");
      case BoolValue truth -> out.append(truth.isTrue());
      case IntValue number -> out.append(number.decimal());
      case FloatValue number -> number(number);
      case StringValue text -> {
        budget.text(JsonStrings.length(text.text(), style != Style.RAW));
        JsonStrings.quote(out, text.text(), style != Style.RAW);
        charged = out.length();
      }
      case BytesValue bytes when bytes.isNil() -> out.append("null");
      case BytesValue bytes ->
          out.append('"').append(Base64.getEncoder().encodeToString(bytes.bytes())).append('"');
      case ListValue list -> list(list, depth);
      case MapValue map -> map(map, depth);
      case ObjectValue object -> object(object, depth);
      case ComplexValue _, FuncValue _ ->
          throw Failures.of("json: unsupported type: " + value.type().name());
    }
  }

  private void number(FloatValue value) {
    double number = value.number();
    int bits = value.type().kind().bits();
    if (Double.isNaN(number) || Double.isInfinite(number)) {
      throw Failures.of("json: unsupported value: ", Floats.format(number, 'g', -1, bits));
    }
    double magnitude = Math.abs(number);
    boolean plain =
        bits == Float.SIZE
            ? magnitude == 0 || ((float) magnitude >= 1e-6f && (float) magnitude < 1e21f)
            : magnitude == 0 || (magnitude >= 1e-6 && magnitude < 1e21);
    String text = Floats.format(number, plain ? 'f' : 'e', Floats.SHORTEST, bits);
    out.append(text.replace("e-0", "e-"));
  }

  private void list(ListValue list, int depth) {
    if (list.isNil()) {
      out.append("null");
      return;
    }
    budget.nesting(depth);
    out.append('[');
    for (int i = 0; i < list.size(); i++) {
      next(i == 0, depth + 1);
      value(list.get(i), depth + 1);
    }
    end(list.size() == 0, depth);
    out.append(']');
  }

  private void map(MapValue map, int depth) {
    if (map.isNil()) {
      out.append("null");
      return;
    }
    budget.elements(map.size());
    TreeMap<String, Value> fields = new TreeMap<>(GoText::compare);
    for (Value key : map.sortedKeys()) {
      Value entry = map.get(key);
      fields.put(key(key), entry == null ? NilValue.NIL : entry);
    }
    budget.nesting(depth);
    out.append('{');
    boolean first = true;
    for (var field : fields.entrySet()) {
      field(field.getKey(), field.getValue(), first, depth);
      first = false;
    }
    end(first, depth);
    out.append('}');
  }

  private static String key(Value key) {
    return switch (key) {
      case StringValue text -> text.text();
      case IntValue number -> number.decimal();
      default -> throw Failures.of("json: unsupported type: map key");
    };
  }

  private void object(ObjectValue object, int depth) {
    if (object instanceof JsonText text) {
      JsonStrings.quote(out, text.jsonText(), style != Style.RAW);
      return;
    }
    if (object.isScalar()) {
      value(object.underlying(), depth);
      return;
    }
    budget.nesting(depth);
    out.append('{');
    boolean first = true;
    for (String name : object.fieldNames()) {
      @Nullable Value value = object.field(name);
      field(name, value == null ? NilValue.NIL : value, first, depth);
      first = false;
    }
    end(first, depth);
    out.append('}');
  }

  private void field(String name, Value value, boolean first, int depth) {
    next(first, depth + 1);
    JsonStrings.quote(out, name, style != Style.RAW);
    out.append(style == Style.INDENTED ? ": " : ":");
    value(value, depth + 1);
  }

  private void next(boolean first, int depth) {
    if (!first) {
      out.append(',');
    }
    line(depth);
  }

  private void end(boolean empty, int depth) {
    if (!empty) {
      line(depth);
    }
  }

  private void line(int depth) {
    if (style == Style.INDENTED) {
      out.append('\n').append("  ".repeat(depth));
    }
  }
}

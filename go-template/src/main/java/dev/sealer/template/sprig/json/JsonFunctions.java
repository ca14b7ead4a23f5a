package dev.sealer.template.sprig.json;

import static dev.sealer.template.value.GoType.ANY;
import static dev.sealer.template.value.GoType.STRING;

import dev.sealer.gocompat.GoJsonWriter.Style;
import dev.sealer.template.context.CallContext;
import dev.sealer.template.error.FunctionException;
import dev.sealer.template.value.Function;
import dev.sealer.template.value.NilValue;
import dev.sealer.template.value.Signature;
import dev.sealer.template.value.StringValue;
import dev.sealer.template.value.Value;
import java.util.List;

/** Sprig's JSON. The plain names drop errors, the {@code must} names return them. */
public final class JsonFunctions {

  private static final Signature ENCODES = Signature.takes(ANY).gives(STRING);
  private static final Signature DECODES = Signature.takes(STRING).gives(ANY);

  private JsonFunctions() {}

  /** Returns all functions of this class. */
  public static List<Function> all() {
    return List.of(
        lenient("toJson", Style.COMPACT),
        strict("mustToJson", Style.COMPACT),
        lenient("toPrettyJson", Style.INDENTED),
        strict("mustToPrettyJson", Style.INDENTED),
        strict("toRawJson", Style.RAW),
        strict("mustToRawJson", Style.RAW),
        Function.of("fromJson", DECODES, (context, args) -> decodeOrNil(context, args.string(0))),
        Function.of("mustFromJson", DECODES, (context, args) -> decode(context, args.string(0))));
  }

  private static Function strict(String name, Style style) {
    return Function.of(
        name,
        ENCODES,
        (context, args) ->
            StringValue.of(JsonEncoder.encode(context.budget(), args.value(0), style)));
  }

  private static Function lenient(String name, Style style) {
    return Function.of(
        name,
        ENCODES,
        (context, args) -> {
          try {
            return StringValue.of(JsonEncoder.encode(context.budget(), args.value(0), style));
          } catch (FunctionException e) {
            return StringValue.EMPTY;
          }
        });
  }

  private static Value decodeOrNil(CallContext context, String text) {
    try {
      return decode(context, text);
    } catch (FunctionException e) {
      return NilValue.NIL;
    }
  }

  private static Value decode(CallContext context, String text) {
    context.budget().text(2L * text.length());
    return JsonDecoder.decode(text);
  }
}

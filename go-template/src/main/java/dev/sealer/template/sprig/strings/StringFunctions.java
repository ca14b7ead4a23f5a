package dev.sealer.template.sprig.strings;

import static dev.sealer.template.value.GoType.ANY;
import static dev.sealer.template.value.GoType.INT;
import static dev.sealer.template.value.GoType.STRING;
import static dev.sealer.template.value.GoType.STRINGS;
import static dev.sealer.template.value.GoType.STRING_MAP;

import dev.sealer.gocompat.GoQuoting;
import dev.sealer.template.context.Budget;
import dev.sealer.template.context.CallContext;
import dev.sealer.template.fmt.GoFormat;
import dev.sealer.template.sprig.base.Define;
import dev.sealer.template.sprig.base.GoErrors;
import dev.sealer.template.sprig.base.Texts;
import dev.sealer.template.value.Args;
import dev.sealer.template.value.DictValue;
import dev.sealer.template.value.Function;
import dev.sealer.template.value.ListValue;
import dev.sealer.template.value.NilValue;
import dev.sealer.template.value.Signature;
import dev.sealer.template.value.StringValue;
import dev.sealer.template.value.Value;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Sprig's functions of strings, but for those of words and encodings. */
public final class StringFunctions {

  private static final Signature JOINS = Signature.takesMany(ANY).gives(STRING);

  /** An entry of a map takes the memory of so many characters. */
  private static final long ENTRY_SIZE = 64;

  private StringFunctions() {}

  /** Returns all functions of this class. */
  public static List<Function> all() {
    List<Function> all = new ArrayList<>(searching());
    all.addAll(making());
    all.addAll(splitting());
    return all;
  }

  private static List<Function> searching() {
    return List.of(
        Define.test("contains", (part, text) -> text.contains(part)),
        Define.test("hasPrefix", (prefix, text) -> text.startsWith(prefix)),
        Define.test("hasSuffix", (suffix, text) -> text.endsWith(suffix)),
        Define.text("trim", Texts::trimSpace),
        Define.text("trimAll", (cut, text) -> trim(text, cut)),
        Define.text("trimall", (cut, text) -> trim(text, cut)),
        Define.text(
            "trimPrefix",
            (prefix, text) -> text.startsWith(prefix) ? text.substring(prefix.length()) : text),
        Define.text(
            "trimSuffix",
            (suffix, text) ->
                text.endsWith(suffix) ? text.substring(0, text.length() - suffix.length()) : text));
  }

  private static List<Function> making() {
    return List.of(
        Function.of(
            "repeat",
            Signature.takes(INT, STRING).gives(STRING),
            (context, args) ->
                StringValue.of(repeat(context.budget(), args.string(1), args.integer(0)))),
        Function.of(
            "indent",
            Signature.takes(INT, STRING).gives(STRING),
            (context, args) -> StringValue.of(indent(context.budget(), args))),
        Function.of(
            "nindent",
            Signature.takes(INT, STRING).gives(STRING),
            (context, args) -> StringValue.of("\n" + indent(context.budget(), args))),
        Function.of(
            "replace",
            Signature.takes(STRING, STRING, STRING).gives(STRING),
            (context, args) ->
                StringValue.of(
                    replaceAll(context.budget(), args.string(2), args.string(0), args.string(1)))),
        Function.of(
            "plural",
            Signature.takes(STRING, STRING, INT).gives(STRING),
            (context, args) -> args.value(args.integer(2) == 1 ? 0 : 1)),
        Function.of("quote", JOINS, StringFunctions::quote),
        Function.of("squote", JOINS, StringFunctions::singleQuote),
        Function.of("cat", JOINS, StringFunctions::cat),
        Function.of(
            "toString",
            Signature.takes(ANY).gives(STRING),
            (context, args) -> StringValue.of(Texts.of(context.budget(), args.value(0)))),
        Function.of(
            "toStrings",
            Signature.takes(ANY).gives(STRINGS),
            (context, args) -> ListValue.ofStrings(Texts.list(context.budget(), args.value(0)))),
        Function.of(
            "hello", Signature.takes().gives(STRING), (context, args) -> StringValue.of("Hello!")));
  }

  private static List<Function> splitting() {
    return List.of(
        Function.of(
            "join",
            Signature.takes(STRING, ANY).gives(STRING),
            (context, args) ->
                StringValue.of(
                    join(
                        context.budget(),
                        args.string(0),
                        Texts.list(context.budget(), args.value(1))))),
        Function.of(
            "split",
            Signature.takes(STRING, STRING).gives(STRING_MAP),
            (context, args) -> numbered(context, split(context, args, 1, -1))),
        Function.of(
            "splitn",
            Signature.takes(STRING, INT, STRING).gives(STRING_MAP),
            (context, args) -> numbered(context, split(context, args, 2, args.integer(1)))),
        Function.of(
            "splitList",
            Signature.takes(STRING, STRING).gives(STRINGS),
            (context, args) -> ListValue.ofStrings(split(context, args, 1, -1))));
  }

  private static String repeat(Budget budget, String text, long count) {
    if (count < 0) {
      throw GoErrors.of("strings: negative Repeat count");
    }
    if (text.isEmpty() || count == 0) {
      return "";
    }
    budget.text(count > Integer.MAX_VALUE ? Long.MAX_VALUE : count * text.length());
    return text.repeat((int) count);
  }

  private static String indent(Budget budget, Args args) {
    String text = args.string(1);
    String pad = repeat(budget, " ", args.integer(0));
    long lines = text.chars().filter(c -> c == '\n').count();
    budget.text(text.length() + lines * pad.length());
    return pad + text.replace("\n", "\n" + pad);
  }

  private static Value quote(CallContext context, Args args) {
    List<String> quoted = new ArrayList<>();
    for (Value value : args.all()) {
      if (!(value instanceof NilValue)) {
        quoted.add(GoQuoting.quote(Texts.of(context.budget(), value)));
      }
    }
    return StringValue.of(join(context.budget(), " ", quoted));
  }

  private static Value singleQuote(CallContext context, Args args) {
    List<String> quoted = new ArrayList<>();
    for (Value value : args.all()) {
      if (!(value instanceof NilValue)) {
        quoted.add("'" + GoFormat.verb(context.budget(), "%v", value) + "'");
      }
    }
    return StringValue.of(join(context.budget(), " ", quoted));
  }

  private static Value cat(CallContext context, Args args) {
    List<String> texts = new ArrayList<>();
    for (Value value : args.all()) {
      if (!(value instanceof NilValue)) {
        texts.add(GoFormat.verb(context.budget(), "%v", value));
      }
    }
    return StringValue.of(join(context.budget(), " ", texts));
  }

  private static String join(Budget budget, String separator, List<String> texts) {
    long length = 0;
    for (String text : texts) {
      length += text.length() + separator.length();
    }
    budget.text(length);
    return String.join(separator, texts);
  }

  private static List<String> split(CallContext context, Args args, int textIndex, long limit) {
    String text = args.string(textIndex);
    context.budget().text(16L * text.length());
    return split(text, args.string(0), limit);
  }

  private static Value numbered(CallContext context, List<String> parts) {
    context.budget().text(ENTRY_SIZE * parts.size());
    Map<String, String> byIndex = new LinkedHashMap<>();
    for (int i = 0; i < parts.size(); i++) {
      byIndex.put("_" + i, parts.get(i));
    }
    return DictValue.ofStrings(byIndex);
  }

  /** Go's {@code strings.Trim} with a set of characters. */
  private static String trim(String text, String cut) {
    int from = 0;
    int to = text.length();
    while (from < to && cut.indexOf(text.codePointAt(from)) >= 0) {
      from += Character.charCount(text.codePointAt(from));
    }
    while (to > from && cut.indexOf(text.codePointBefore(to)) >= 0) {
      to -= Character.charCount(text.codePointBefore(to));
    }
    return text.substring(from, to);
  }

  /** Go's {@code strings.ReplaceAll}. */
  private static String replaceAll(Budget budget, String text, String old, String with) {
    if (old.isEmpty()) {
      return betweenCharacters(budget, text, with);
    }
    long count = 0;
    for (int at = text.indexOf(old); at >= 0; at = text.indexOf(old, at + old.length())) {
      count++;
    }
    budget.text(text.length() + count * Math.max(0, with.length() - old.length()));
    return text.replace(old, with);
  }

  /** Replaces the empty string, which is found before each character and at the end. */
  private static String betweenCharacters(Budget budget, String text, String with) {
    int characters = text.codePointCount(0, text.length());
    budget.text(text.length() + (characters + 1L) * with.length());
    StringBuilder out = new StringBuilder(with);
    text.codePoints().forEach(c -> out.appendCodePoint(c).append(with));
    return out.toString();
  }

  /**
   * Go's {@code strings.SplitN}.
   *
   * @param limit how many parts at most, the last of which holds the rest; negative for all
   */
  private static List<String> split(String text, String separator, long limit) {
    if (limit == 0) {
      return List.of();
    }
    return separator.isEmpty()
        ? splitCharacters(text, limit)
        : splitBetween(text, separator, limit);
  }

  private static List<String> splitBetween(String text, String separator, long limit) {
    List<String> parts = new ArrayList<>();
    int from = 0;
    while (limit < 0 || parts.size() < limit - 1) {
      int at = text.indexOf(separator, from);
      if (at < 0) {
        break;
      }
      parts.add(text.substring(from, at));
      from = at + separator.length();
    }
    parts.add(text.substring(from));
    return parts;
  }

  private static List<String> splitCharacters(String text, long limit) {
    List<String> parts = new ArrayList<>();
    int at = 0;
    while (at < text.length()) {
      boolean last = limit > 0 && parts.size() == limit - 1;
      int end = last ? text.length() : text.offsetByCodePoints(at, 1);
      parts.add(text.substring(at, end));
      at = end;
    }
    return parts;
  }
}

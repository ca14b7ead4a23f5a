package dev.sealer.template.sprig.regex;

import static dev.sealer.template.value.GoType.BOOL;
import static dev.sealer.template.value.GoType.INT;
import static dev.sealer.template.value.GoType.STRING;
import static dev.sealer.template.value.GoType.STRINGS;

import dev.sealer.template.context.CallContext;
import dev.sealer.template.error.FunctionException;
import dev.sealer.template.sprig.base.Define;
import dev.sealer.template.value.Args;
import dev.sealer.template.value.BoolValue;
import dev.sealer.template.value.Function;
import dev.sealer.template.value.ListValue;
import dev.sealer.template.value.Signature;
import dev.sealer.template.value.StringValue;
import dev.sealer.template.value.Value;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Sprig's regular expressions. A {@code must} name returns an error where the other panics. */
public final class RegexFunctions {

  private static final Signature MATCH = Signature.takes(STRING, STRING).gives(BOOL);
  private static final Signature FIND = Signature.takes(STRING, STRING).gives(STRING);
  private static final Signature FIND_ALL = Signature.takes(STRING, STRING, INT).gives(STRINGS);
  private static final Signature REPLACE = Signature.takes(STRING, STRING, STRING).gives(STRING);

  private RegexFunctions() {}

  /** Returns all functions of this class. */
  public static List<Function> all() {
    List<Function> all = new ArrayList<>();
    all.add(Function.of("regexMatch", MATCH, RegexFunctions::matchesOrFalse));
    all.add(
        Function.of(
            "mustRegexMatch",
            MATCH,
            (context, args) -> BoolValue.of(compile(context, args, true).matches(text(args)))));
    both(
        all, "FindAll", FIND_ALL, (regex, args) -> strings(regex.findAll(text(args), limit(args))));
    both(all, "Find", FIND, (regex, args) -> StringValue.of(regex.find(text(args))));
    both(
        all,
        "ReplaceAll",
        REPLACE,
        (regex, args) -> StringValue.of(regex.replaceAll(text(args), args.string(2), false)));
    both(
        all,
        "ReplaceAllLiteral",
        REPLACE,
        (regex, args) -> StringValue.of(regex.replaceAll(text(args), args.string(2), true)));
    both(all, "Split", FIND_ALL, (regex, args) -> strings(regex.split(text(args), limit(args))));
    all.add(Define.text("regexQuoteMeta", GoRegex::quoteMeta));
    return all;
  }

  private interface Use {
    Value of(GoRegex regex, Args args);
  }

  private static void both(List<Function> all, String name, Signature signature, Use use) {
    all.add(
        Function.of(
            "regex" + name,
            signature,
            (context, args) -> use.of(compile(context, args, false), args)));
    all.add(
        Function.of(
            "mustRegex" + name,
            signature,
            (context, args) -> use.of(compile(context, args, true), args)));
  }

  private static GoRegex compile(CallContext context, Args args, boolean must) {
    return GoRegex.compile(context.budget(), args.string(0), must);
  }

  private static Value matchesOrFalse(CallContext context, Args args) {
    try {
      return BoolValue.of(compile(context, args, true).matches(text(args)));
    } catch (FunctionException e) {
      return BoolValue.FALSE;
    }
  }

  private static String text(Args args) {
    return args.string(1);
  }

  private static long limit(Args args) {
    return args.integer(2);
  }

  private static Value strings(@Nullable List<String> texts) {
    return texts == null ? ListValue.nil(STRINGS) : ListValue.ofStrings(texts);
  }
}

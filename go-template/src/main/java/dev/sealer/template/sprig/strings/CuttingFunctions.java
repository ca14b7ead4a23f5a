package dev.sealer.template.sprig.strings;

import static dev.sealer.template.value.GoType.INT;
import static dev.sealer.template.value.GoType.STRING;

import dev.sealer.gocompat.GoStrings;
import dev.sealer.template.sprig.base.GoErrors;
import dev.sealer.template.value.Function;
import dev.sealer.template.value.Signature;
import dev.sealer.template.value.StringValue;
import java.util.List;

/** Sprig's functions that cut strings at byte positions. */
public final class CuttingFunctions {

  private static final String ELLIPSIS = "...";

  private CuttingFunctions() {}

  /** Returns all functions of this class. */
  public static List<Function> all() {
    return List.of(
        Function.of(
            "trunc",
            Signature.takes(INT, STRING).gives(STRING),
            (context, args) -> cut(args.string(1), text -> truncate(text, args.integer(0)))),
        Function.of(
            "substr",
            Signature.takes(INT, INT, STRING).gives(STRING),
            (context, args) ->
                cut(args.string(2), text -> substring(text, args.integer(0), args.integer(1)))),
        Function.of(
            "abbrev",
            Signature.takes(INT, STRING).gives(STRING),
            (context, args) ->
                cut(
                    args.string(1),
                    text -> args.integer(0) < 4 ? text : abbreviate(text, 0, args.integer(0)))),
        Function.of(
            "abbrevboth",
            Signature.takes(INT, INT, STRING).gives(STRING),
            (context, args) ->
                cut(args.string(2), text -> both(text, args.integer(0), args.integer(1)))),
        wrap(),
        wrapWith());
  }

  private static Function wrap() {
    return Function.of(
        "wrap",
        Signature.takes(INT, STRING).gives(STRING),
        (context, args) -> {
          context.budget().text(args.string(1).length() * 2L);
          return cut(args.string(1), text -> new Wrapping(args.integer(0), "\n", false).wrap(text));
        });
  }

  private static Function wrapWith() {
    return Function.of(
        "wrapWith",
        Signature.takes(INT, STRING, STRING).gives(STRING),
        (context, args) -> {
          String separator = args.string(1).isEmpty() ? "\n" : GoStrings.byteView(args.string(1));
          long width = Math.max(1, args.integer(0));
          long lines = args.string(2).length() / Math.min(width, Integer.MAX_VALUE) + 1;
          context.budget().text(args.string(2).length() + 2 * lines * separator.length());
          return cut(
              args.string(2), text -> new Wrapping(args.integer(0), separator, true).wrap(text));
        });
  }

  private interface Cut {
    String of(String bytes);
  }

  private static StringValue cut(String text, Cut cut) {
    return StringValue.of(GoStrings.fromByteView(cut.of(GoStrings.byteView(text))));
  }

  private static String truncate(String text, long count) {
    int length = text.length();
    if (count < 0 && length + count > 0) {
      return text.substring((int) (length + count));
    }
    return count >= 0 && length > count ? text.substring(0, (int) count) : text;
  }

  private static String substring(String text, long start, long end) {
    int length = text.length();
    if (start < 0) {
      if (end < 0 || end > length) {
        throw GoErrors.sliceEnd(end, length);
      }
      return text.substring(0, (int) end);
    }
    long last = end < 0 || end > length ? length : end;
    if (start > last) {
      throw GoErrors.sliceStart(start, last);
    }
    return text.substring((int) start, (int) last);
  }

  private static String both(String text, long left, long right) {
    return right < 4 || (left > 0 && right < 7) ? text : abbreviate(text, left, right);
  }

  /** Follows the algorithm of Masterminds/goutils, whose errors Sprig drops. */
  private static String abbreviate(String text, long offset, long width) {
    int length = text.length();
    if (width < 4) {
      return "";
    }
    if (length <= width) {
      return text;
    }
    long start = Math.min(offset, length);
    if (length - start < width - 3) {
      start = length - (width - 3);
    }
    if (start <= 4) {
      return text.substring(0, (int) width - 3) + ELLIPSIS;
    }
    if (width < 7) {
      return "";
    }
    if (start + width - 3 < length) {
      return ELLIPSIS + abbreviate(text.substring((int) start), 0, width - 3);
    }
    return ELLIPSIS + text.substring((int) (length - (width - 3)));
  }
}

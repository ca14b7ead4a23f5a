package dev.sealer.template.fmt;

import dev.sealer.template.value.IntValue;
import dev.sealer.template.value.NilValue;
import dev.sealer.template.value.ObjectValue;
import dev.sealer.template.value.Value;
import java.util.List;

/** One run over a format string. */
final class PrintfRun {

  private static final int LARGEST = 1_000_000;

  private final Sink sink;
  private final Flags flags;
  private final ValuePrinter printer;
  private final String format;
  private final List<Value> arguments;

  private int at;
  private int argument;
  private boolean afterIndex;
  private boolean reordered;
  private boolean goodIndex;

  PrintfRun(Sink sink, String format, List<Value> arguments) {
    this.sink = sink;
    this.flags = sink.flags;
    this.printer = new ValuePrinter(sink);
    this.format = format;
    this.arguments = arguments;
  }

  void run() {
    while (at < format.length()) {
      int percent = format.indexOf('%', at);
      int end = percent < 0 ? format.length() : percent;
      if (end > at) {
        sink.raw(format.substring(at, end));
      }
      at = end + 1;
      if (percent >= 0) {
        verb();
      }
    }
    extraArguments();
  }

  private void verb() {
    goodIndex = true;
    flags.clear();
    while (at < format.length() && flags.set(format.charAt(at))) {
      at++;
    }
    if (isSimple()) {
      print(format.charAt(at++));
      return;
    }
    argumentIndex();
    width();
    precision();
    if (!afterIndex) {
      argumentIndex();
    }
    if (at >= format.length()) {
      sink.raw("%!(NOVERB)");
      return;
    }
    int verb = format.codePointAt(at);
    at += Character.charCount(verb);
    finish(verb);
  }

  private boolean isSimple() {
    if (at >= format.length() || argument >= arguments.size()) {
      return false;
    }
    char c = format.charAt(at);
    return c >= 'a' && c <= 'z';
  }

  private void finish(int verb) {
    if (verb == '%') {
      sink.raw('%');
    } else if (!goodIndex) {
      sink.raw("%!").rune(verb).raw("(BADINDEX)");
    } else if (argument >= arguments.size()) {
      sink.raw("%!").rune(verb).raw("(MISSING)");
    } else {
      print(verb);
    }
  }

  private void print(int verb) {
    if (verb == 'v' || verb == 'w') {
      flags.forValueVerb();
    }
    printer.argument(arguments.get(argument++), verb);
  }

  private void width() {
    if (at < format.length() && format.charAt(at) == '*') {
      at++;
      flags.width = numberFromArgument();
      if (flags.width == Integer.MIN_VALUE) {
        flags.width = Flags.NONE;
        sink.raw("%!(BADWIDTH)");
      } else if (flags.width < 0) {
        flags.width = -flags.width;
        flags.minus = true;
        flags.zero = false;
      }
      afterIndex = false;
      return;
    }
    flags.width = number(format.length());
    if (afterIndex && flags.width != Flags.NONE) {
      goodIndex = false;
    }
  }

  private void precision() {
    if (at + 1 >= format.length() || format.charAt(at) != '.') {
      return;
    }
    at++;
    if (afterIndex) {
      goodIndex = false;
    }
    argumentIndex();
    if (at < format.length() && format.charAt(at) == '*') {
      at++;
      flags.precision = numberFromArgument();
      if (flags.precision < 0) {
        flags.precision = Flags.NONE;
        sink.raw("%!(BADPREC)");
      }
      afterIndex = false;
      return;
    }
    flags.precision = Math.max(0, number(format.length()));
  }

  /**
   * Reads a {@code *} argument; {@code Integer.MIN_VALUE} where it is not a number of fair size.
   */
  private int numberFromArgument() {
    if (argument >= arguments.size()) {
      return Integer.MIN_VALUE;
    }
    Value value = arguments.get(argument++);
    if (value instanceof ObjectValue object) {
      value = object.underlying();
    }
    return value instanceof IntValue number ? fairSize(number) : Integer.MIN_VALUE;
  }

  private static int fairSize(IntValue number) {
    long size = number.number();
    boolean fair = size <= LARGEST && size >= (number.isUnsigned() ? 0 : -LARGEST);
    return fair ? (int) size : Integer.MIN_VALUE;
  }

  /** Reads digits up to {@code end}; {@link Flags#NONE} where there are none or far too many. */
  private int number(int end) {
    int value = Flags.NONE;
    while (at < end && format.charAt(at) >= '0' && format.charAt(at) <= '9') {
      if (value > LARGEST) {
        at = end;
        return Flags.NONE;
      }
      value = Math.max(value, 0) * 10 + format.charAt(at) - '0';
      at++;
    }
    return value;
  }

  private void argumentIndex() {
    afterIndex = false;
    if (at >= format.length() || format.charAt(at) != '[') {
      return;
    }
    reordered = true;
    int close = format.indexOf(']', at + 1);
    if (close < 0 || format.length() - at < 3) {
      goodIndex = false;
      at++;
      return;
    }
    at++;
    int index = number(close);
    boolean wellFormed = index != Flags.NONE && at == close;
    at = close + 1;
    if (wellFormed && index >= 1 && index <= arguments.size()) {
      argument = index - 1;
      afterIndex = true;
    } else {
      goodIndex = false;
      afterIndex = wellFormed;
    }
  }

  private void extraArguments() {
    if (reordered || argument >= arguments.size()) {
      return;
    }
    flags.clear();
    sink.raw("%!(EXTRA ");
    for (int i = argument; i < arguments.size(); i++) {
      sink.raw(i > argument ? ", " : "");
      Value value = arguments.get(i);
      if (value instanceof NilValue) {
        sink.raw("<nil>");
      } else {
        sink.raw(value.type().name()).raw('=');
        printer.argument(value, 'v');
      }
    }
    sink.raw(')');
  }
}

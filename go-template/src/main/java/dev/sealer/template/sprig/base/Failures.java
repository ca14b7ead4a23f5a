package dev.sealer.template.sprig.base;

import dev.sealer.template.error.ErrorText;
import dev.sealer.template.error.FunctionException;

/**
 * The errors that Go functions return, and the panics that Go's template engine turns into errors.
 */
public final class Failures {

  private Failures() {}

  /** An error whose words hold nothing from an argument. */
  public static FunctionException of(String words) {
    return new FunctionException(words);
  }

  /** An error that ends with something from an argument. */
  public static FunctionException of(String words, String value) {
    return new FunctionException(ErrorText.of(words).value(value));
  }

  /** What a nil gives where Go asks for its type. */
  public static FunctionException nilPointer() {
    return of("runtime error: invalid memory address or nil pointer dereference");
  }

  /** What {@code text[:end]} gives outside the text. */
  public static FunctionException sliceEnd(long end, long length) {
    return of(
        end < 0
            ? "runtime error: slice bounds out of range [:" + end + "]"
            : "runtime error: slice bounds out of range [:" + end + "] with length " + length);
  }

  /** What {@code text[start:end]} gives where the start is behind the end. */
  public static FunctionException sliceStart(long start, long end) {
    return of("runtime error: slice bounds out of range [" + start + ":" + end + "]");
  }
}

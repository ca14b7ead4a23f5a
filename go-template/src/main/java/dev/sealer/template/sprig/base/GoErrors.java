package dev.sealer.template.sprig.base;

import dev.sealer.template.error.ErrorText;
import dev.sealer.template.error.FunctionException;

/**
 * The errors that Go functions return, and the panics that Go's template engine turns into errors.
 */
public final class GoErrors {

  private GoErrors() {}

  /** Returns an error whose words hold nothing from an argument. */
  public static FunctionException of(String words) {
    return new FunctionException(words);
  }

  /** Returns an error that ends with something from an argument. */
  public static FunctionException of(String words, String value) {
    return new FunctionException(ErrorText.of(words).value(value));
  }

  /** Returns the error for a nil where Go asks for its type. */
  public static FunctionException nilPointer() {
    return of("runtime error: invalid memory address or nil pointer dereference");
  }

  /** Returns the error for {@code text[:end]} with an end outside of the string. */
  public static FunctionException sliceEnd(long end, long length) {
    return of(
        end < 0
            ? "runtime error: slice bounds out of range [:" + end + "]"
            : "runtime error: slice bounds out of range [:" + end + "] with length " + length);
  }

  /** Returns the error for {@code text[start:end]} with a start after the end. */
  public static FunctionException sliceStart(long start, long end) {
    return of("runtime error: slice bounds out of range [" + start + ":" + end + "]");
  }
}

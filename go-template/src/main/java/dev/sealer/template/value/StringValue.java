package dev.sealer.template.value;

import dev.sealer.gocompat.GoStrings;

/**
 * A Go string: bytes, carried as Java text in the form that {@link GoStrings} describes.
 *
 * @param text canonical text; ordinary Unicode wherever the bytes are well-formed UTF-8
 */
public record StringValue(String text) implements Value {

  /** The empty string. */
  public static final StringValue EMPTY = new StringValue("");

  public StringValue {
    text = GoStrings.canonical(text);
  }

  /** Returns the string of {@code text}. */
  public static StringValue of(String text) {
    return text.isEmpty() ? EMPTY : new StringValue(text);
  }

  /** Returns the string made of {@code bytes}, whether they are UTF-8 or not. */
  public static StringValue ofBytes(byte[] bytes) {
    return of(GoStrings.fromBytes(bytes));
  }

  /** Returns a fresh copy of the bytes. */
  public byte[] bytes() {
    return GoStrings.toBytes(text);
  }

  @Override
  public GoType type() {
    return GoType.STRING;
  }

  /** Shows the type only. */
  @Override
  public String toString() {
    return "StringValue[string]";
  }
}

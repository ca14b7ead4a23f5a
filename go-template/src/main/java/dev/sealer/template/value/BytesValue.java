package dev.sealer.template.value;

import dev.sealer.gocompat.GoStrings;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;

/** A Go {@code []byte}. */
public final class BytesValue implements ListValue {

  static final BytesValue NIL = new BytesValue(new byte[0], true);

  private final byte[] bytes;
  private final byte[] backing;
  private final boolean nil;

  private BytesValue(byte[] owned, boolean nil) {
    this(owned, owned, nil);
  }

  private BytesValue(byte[] bytes, byte[] backing, boolean nil) {
    this.bytes = bytes;
    this.backing = backing;
    this.nil = nil;
  }

  /** Copies {@code bytes}. */
  public static BytesValue of(byte[] bytes) {
    return new BytesValue(bytes.clone(), false);
  }

  /** Returns a fresh copy of the bytes. */
  public byte[] bytes() {
    return bytes.clone();
  }

  /** Go's {@code string(bytes)}. */
  public String text() {
    return GoStrings.fromBytes(bytes);
  }

  @Override
  public GoType type() {
    return GoType.BYTES;
  }

  @Override
  public boolean isNil() {
    return nil;
  }

  @Override
  public int size() {
    return bytes.length;
  }

  @Override
  public Value get(int index) {
    return IntValue.uint8(bytes[index]);
  }

  @Override
  public int capacity() {
    return backing.length;
  }

  @Override
  public ListValue slice(int from, int to, int limit) {
    return new BytesValue(
        Arrays.copyOfRange(backing, from, to), Arrays.copyOfRange(backing, from, limit), nil);
  }

  @Override
  public List<Value> items() {
    List<Value> items = new ArrayList<>(bytes.length);
    for (byte b : bytes) {
      items.add(IntValue.uint8(b));
    }
    return Collections.unmodifiableList(items);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof BytesValue that && Arrays.equals(bytes, that.bytes);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(bytes);
  }

  /** Shows the type only. */
  @Override
  public String toString() {
    return "BytesValue[[]uint8]";
  }
}

package dev.sealer.yaml.scalar;

import java.math.BigInteger;

/** The value of a YAML scalar under Kubernetes' rules. */
public sealed interface ScalarValue {

  /** {@code null}, {@code ~} or nothing at all. */
  record Null() implements ScalarValue {}

  /** {@code true}, {@code yes}, {@code on}, {@code y} and their opposites. */
  record Bool(boolean value) implements ScalarValue {}

  /** An integer that fits 64 signed bits. */
  record Int(long value) implements ScalarValue {}

  /** An integer between 2^63 and 2^64 - 1. */
  record BigInt(BigInteger value) implements ScalarValue {}

  /** A floating point number, infinities and not-a-number included. */
  record Real(double value) implements ScalarValue {}

  /** Anything else: the string itself. */
  record Text(String value) implements ScalarValue {}

  /** A date or a time: Kubernetes keeps its text, and quotes a string that looks like one. */
  record Timestamp(String value) implements ScalarValue {}

  /** The tag asks for one type and the scalar has another. */
  record Mismatch(String found, String wanted) implements ScalarValue {}

  /** Returns the name of this value's type as YAML tags spell it, such as {@code !!int}. */
  default String tagName() {
    return switch (this) {
      case Null _ -> "!!null";
      case Bool _ -> "!!bool";
      case Int _, BigInt _ -> "!!int";
      case Real _ -> "!!float";
      case Text _ -> "!!str";
      case Timestamp _ -> "!!timestamp";
      case Mismatch m -> m.found();
    };
  }
}

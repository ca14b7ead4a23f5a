package dev.sealer.yaml.write;

import java.util.Arrays;
import java.util.Collection;

/**
 * The order in which Go's yaml.v2 prints keys: letters after other characters, and runs of digits
 * by their value, so that {@code a10} follows {@code a2}.
 */
final class YamlKeyOrder {

  private YamlKeyOrder() {}

  /**
   * Returns the keys in order. A merge sort of our own, because the order is not transitive
   * everywhere.
   */
  static String[] sorted(Collection<String> keys) {
    String[] sorted = keys.toArray(String[]::new);
    sort(sorted, new String[sorted.length], 0, sorted.length);
    return sorted;
  }

  private static void sort(String[] keys, String[] spare, int from, int to) {
    if (to - from < 2) {
      return;
    }
    int middle = (from + to) >>> 1;
    sort(keys, spare, from, middle);
    sort(keys, spare, middle, to);
    if (!before(keys[middle], keys[middle - 1])) {
      return;
    }
    System.arraycopy(keys, from, spare, from, to - from);
    int left = from;
    int right = middle;
    for (int at = from; at < to; at++) {
      boolean takeRight = left >= middle || (right < to && before(spare[right], spare[left]));
      keys[at] = takeRight ? spare[right++] : spare[left++];
    }
  }

  /** Returns whether key {@code a} is printed before key {@code b}. */
  static boolean before(String a, String b) {
    int[] as = a.codePoints().toArray();
    int[] bs = b.codePoints().toArray();
    int at = Arrays.mismatch(as, bs);
    if (at < 0) {
      return false;
    }
    if (at == as.length || at == bs.length) {
      return as.length < bs.length;
    }
    boolean aLetter = Character.isLetter(as[at]);
    boolean bLetter = Character.isLetter(bs[at]);
    if (aLetter && bLetter) {
      return as[at] < bs[at];
    }
    return (aLetter || bLetter) ? bLetter : numberBefore(as, bs, at);
  }

  private static boolean numberBefore(int[] as, int[] bs, int at) {
    boolean zero = as[at] == '0' || bs[at] == '0';
    long lead = zero && followsNonZeroDigit(as, at) ? 1 : 0;
    int aEnd = digitsEnd(as, at);
    int bEnd = digitsEnd(bs, at);
    long aNumber = number(as, at, aEnd, lead);
    long bNumber = number(bs, at, bEnd, lead);
    if (aNumber != bNumber) {
      return aNumber < bNumber;
    }
    return aEnd != bEnd ? aEnd < bEnd : as[at] < bs[at];
  }

  private static boolean followsNonZeroDigit(int[] text, int at) {
    for (int i = at - 1; i >= 0 && Character.isDigit(text[i]); i--) {
      if (text[i] != '0') {
        return true;
      }
    }
    return false;
  }

  private static int digitsEnd(int[] text, int from) {
    int at = from;
    while (at < text.length && Character.isDigit(text[at])) {
      at++;
    }
    return at;
  }

  /** Overflows as Go's does: the order of absurdly long numbers is arbitrary, but the same. */
  private static long number(int[] text, int from, int to, long lead) {
    long value = lead;
    for (int i = from; i < to; i++) {
      value = value * 10 + text[i] - '0';
    }
    return value;
  }
}

package dev.sealer.template.upstream;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** IP addresses as text, in Go's form: the longest run of zeros of an IPv6 address is left out. */
final class Addresses {

  private static final byte[] MAPPED = {0, 0, 0, 0, 0, 0, 0, 0, 0, 0, -1, -1};

  private Addresses() {}

  static String text(byte[] address) {
    if (address.length == 4) {
      List<String> parts = new ArrayList<>();
      for (byte b : address) {
        parts.add(Integer.toString(b & 0xff));
      }
      return String.join(".", parts);
    }
    if (isMapped(address)) {
      return text(Arrays.copyOfRange(address, 12, 16));
    }
    int[] groups = new int[address.length / 2];
    for (int i = 0; i < groups.length; i++) {
      groups[i] = ((address[2 * i] & 0xff) << 8) | (address[2 * i + 1] & 0xff);
    }
    return compressed(groups);
  }

  /** Returns whether it is an IPv4 address in the form of an IPv6 address. */
  private static boolean isMapped(byte[] address) {
    byte[] prefix = Arrays.copyOf(address, 12);
    return Arrays.equals(prefix, MAPPED);
  }

  private static String compressed(int[] groups) {
    int from = 0;
    int length = 0;
    for (int i = 0; i < groups.length; i++) {
      int run = zeros(groups, i);
      if (run > length) {
        from = i;
        length = run;
      }
    }
    if (length < 2) {
      return joined(groups, 0, groups.length);
    }
    return joined(groups, 0, from) + "::" + joined(groups, from + length, groups.length);
  }

  private static int zeros(int[] groups, int from) {
    int at = from;
    while (at < groups.length && groups[at] == 0) {
      at++;
    }
    return at - from;
  }

  private static String joined(int[] groups, int from, int to) {
    List<String> parts = new ArrayList<>();
    for (int i = from; i < to; i++) {
      parts.add(Integer.toHexString(groups[i]));
    }
    return String.join(":", parts);
  }
}

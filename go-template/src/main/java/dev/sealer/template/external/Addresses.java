package dev.sealer.template.external;

import java.util.ArrayList;
import java.util.List;

/** IP addresses as text, in Go's form: the longest run of zeros of an IPv6 address is left out. */
final class Addresses {

  private Addresses() {}

  static String text(byte[] address) {
    if (address.length == 4) {
      List<String> parts = new ArrayList<>();
      for (byte b : address) {
        parts.add(Integer.toString(b & 0xff));
      }
      return String.join(".", parts);
    }
    int[] groups = new int[address.length / 2];
    for (int i = 0; i < groups.length; i++) {
      groups[i] = ((address[2 * i] & 0xff) << 8) | (address[2 * i + 1] & 0xff);
    }
    return compressed(groups);
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

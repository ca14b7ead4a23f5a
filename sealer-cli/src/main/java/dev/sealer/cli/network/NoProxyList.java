package dev.sealer.cli.network;

import java.math.BigInteger;
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * Hosts that are reached without proxy: names (with the names below them), {@code .name} (only
 * those below), addresses, networks such as {@code 10.0.0.0/8}, each but the last with a port if
 * one is meant; {@code *} for all. Loopback is always among them.
 */
record NoProxyList(List<String> entries) {
  static NoProxyList of(String commaList) {
    List<String> entries = new ArrayList<>();
    for (String entry : commaList.split(",", -1)) {
      String one = entry.strip().toLowerCase(Locale.ROOT);
      if (!one.isEmpty()) {
        entries.add(one);
      }
    }
    return new NoProxyList(List.copyOf(entries));
  }

  boolean covers(String host, int port) {
    Optional<InetAddress> address = literal(host);
    return host.equals("localhost")
        || address.filter(InetAddress::isLoopbackAddress).isPresent()
        || entries.stream().anyMatch(entry -> matches(entry, host, address, port));
  }

  private static boolean matches(
      String entry, String host, Optional<InetAddress> address, int port) {
    if (entry.equals("*")) {
      return true;
    }
    int slash = entry.indexOf('/');
    if (slash > 0) {
      return address.isPresent() && inNetwork(address.get(), entry, slash);
    }
    int colon = entry.lastIndexOf(':');
    boolean withPort =
        colon > 0 && entry.substring(colon + 1).matches("[0-9]{1,5}") && !bareV6(entry);
    if (withPort && Integer.parseInt(entry.substring(colon + 1)) != port) {
      return false;
    }
    String name = withPort ? entry.substring(0, colon) : entry;
    Optional<InetAddress> named = literal(name);
    return named.isPresent() ? named.equals(address) : nameMatches(name, host);
  }

  private static boolean nameMatches(String name, String host) {
    String below = name.startsWith("*.") ? name.substring(1) : name;
    return below.startsWith(".")
        ? host.endsWith(below)
        : host.equals(below) || host.endsWith("." + below);
  }

  private static boolean bareV6(String entry) {
    return entry.indexOf(':') != entry.lastIndexOf(':') && !entry.startsWith("[");
  }

  private static boolean inNetwork(InetAddress address, String entry, int slash) {
    Optional<InetAddress> network = literal(entry.substring(0, slash));
    String length = entry.substring(slash + 1);
    if (network.isEmpty() || !length.matches("[0-9]{1,3}")) {
      return false;
    }
    byte[] own = address.getAddress();
    byte[] other = network.get().getAddress();
    int free = own.length * Byte.SIZE - Integer.parseInt(length);
    return own.length == other.length
        && free >= 0
        && new BigInteger(1, own)
            .shiftRight(free)
            .equals(new BigInteger(1, other).shiftRight(free));
  }

  /** Returns an address that is written out; a name is never looked up. */
  private static Optional<InetAddress> literal(String text) {
    String bare =
        text.startsWith("[") && text.endsWith("]") ? text.substring(1, text.length() - 1) : text;
    if (!bare.matches("[0-9]{1,3}(\\.[0-9]{1,3}){3}") && bare.indexOf(':') < 0) {
      return Optional.empty();
    }
    try {
      return Optional.of(InetAddress.ofLiteral(bare));
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }
}

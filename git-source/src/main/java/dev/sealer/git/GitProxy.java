package dev.sealer.git;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Proxy;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

/** The proxy of a repository, and the hosts that are reached without it. */
public final class GitProxy {

  private static final Pattern ADDRESS =
      Pattern.compile("[0-9.]+|\\[?[0-9a-fA-F:.]*:[0-9a-fA-F:.]*]?");
  private static final int DEFAULT_HTTP_PORT = 80;
  private static final int DEFAULT_SOCKS_PORT = 1080;

  private final Proxy.Type type;
  private final String host;
  private final int port;
  private final List<String> direct;

  private GitProxy(Proxy.Type type, String host, int port, List<String> direct) {
    this.type = type;
    this.host = host;
    this.port = port;
    this.direct = direct;
  }

  /**
   * Reads a proxy's URL, as {@code HTTPS_PROXY} has it.
   *
   * @param url {@code http://host:port} or {@code socks5://host:port}. A user is refused: the JDK
   *     does not send one to open a tunnel
   * @param noProxy hosts that are reached directly, separated by commas: a name and all names below
   *     it, {@code .name} for those below only, an address, a network such as {@code 10.0.0.0/8},
   *     or {@code *}
   * @throws IllegalArgumentException with a reason that does not quote the URL
   */
  public static GitProxy parse(String url, String noProxy) {
    URI uri = uri(url);
    String scheme = String.valueOf(uri.getScheme()).toLowerCase(Locale.ROOT);
    boolean socks = scheme.equals("socks5") || scheme.equals("socks5h");
    if (!socks && !scheme.equals("http")) {
      throw new IllegalArgumentException("only http and socks5 proxies are supported");
    }
    if (uri.getHost() == null) {
      throw new IllegalArgumentException("it names no host");
    }
    if (uri.getRawUserInfo() != null) {
      throw new IllegalArgumentException("a proxy with a user is not supported");
    }
    int standard = socks ? DEFAULT_SOCKS_PORT : DEFAULT_HTTP_PORT;
    return new GitProxy(
        socks ? Proxy.Type.SOCKS : Proxy.Type.HTTP,
        uri.getHost(),
        uri.getPort() < 0 ? standard : uri.getPort(),
        Arrays.stream(noProxy.split(",")).map(String::strip).filter(s -> !s.isEmpty()).toList());
  }

  private static URI uri(String url) {
    try {
      return new URI(url.contains("://") ? url.strip() : "http://" + url.strip());
    } catch (URISyntaxException e) {
      // The text may hold a password anywhere, so it is not shown.
      throw new IllegalArgumentException("it is not a URL");
    }
  }

  /**
   * Returns the way to a server.
   *
   * @param server its host, a name or an address
   * @param serverPort its port
   */
  public Proxy toward(String server, int serverPort) {
    return direct.stream().anyMatch(entry -> covers(entry, server, serverPort))
        ? Proxy.NO_PROXY
        : new Proxy(type, address());
  }

  /** An HTTP proxy's name is looked up here. A SOCKS proxy looks the server's name up itself. */
  private InetSocketAddress address() {
    return new InetSocketAddress(host, port);
  }

  private static boolean covers(String entry, String server, int serverPort) {
    if (entry.equals("*")) {
      return true;
    }
    String name = server.toLowerCase(Locale.ROOT);
    String pattern = entry.toLowerCase(Locale.ROOT);
    if (pattern.contains("/")) {
      return isInNetwork(name, pattern);
    }
    int colon = pattern.lastIndexOf(':');
    if (colon > 0 && pattern.indexOf(':') == colon) {
      if (!pattern.substring(colon + 1).equals(String.valueOf(serverPort))) {
        return false;
      }
      pattern = pattern.substring(0, colon);
    }
    if (pattern.startsWith("*.")) {
      pattern = pattern.substring(1);
    }
    return pattern.startsWith(".")
        ? name.endsWith(pattern)
        : name.equals(pattern) || name.endsWith("." + pattern);
  }

  /** Names are not looked up: only an address in the URL can be in a network. */
  private static boolean isInNetwork(String name, String network) {
    int slash = network.indexOf('/');
    String base = network.substring(0, slash);
    String bits = network.substring(slash + 1);
    if (!ADDRESS.matcher(name).matches()
        || !ADDRESS.matcher(base).matches()
        || !bits.matches("\\d{1,3}")) {
      return false;
    }
    byte[] one = bytes(name);
    byte[] other = bytes(base);
    int length = Integer.parseInt(bits);
    if (one.length == 0 || one.length != other.length || length > one.length * Byte.SIZE) {
      return false;
    }
    for (int bit = 0; bit < length; bit++) {
      int mask = 0x80 >>> (bit % Byte.SIZE);
      if (((one[bit / Byte.SIZE] ^ other[bit / Byte.SIZE]) & mask) != 0) {
        return false;
      }
    }
    return true;
  }

  private static byte[] bytes(String literal) {
    try {
      return InetAddress.ofLiteral(literal.replaceAll("[\\[\\]]", "")).getAddress();
    } catch (IllegalArgumentException e) {
      return new byte[0];
    }
  }
}

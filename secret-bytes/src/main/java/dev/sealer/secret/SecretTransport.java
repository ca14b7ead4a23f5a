package dev.sealer.secret;

import java.util.Locale;
import java.util.regex.Pattern;

/**
 * Decides whether a credential may be sent to an address: over TLS, or to this machine. Kubernetes
 * clients are stricter and send nothing over plain HTTP at all.
 */
public final class SecretTransport {

  /** In full: shorter, octal and hexadecimal forms are read differently by different programs. */
  private static final Pattern IPV4_LOOPBACK =
      Pattern.compile("127\\.(0|[1-9]\\d{0,2})\\.(0|[1-9]\\d{0,2})\\.(0|[1-9]\\d{0,2})");

  private SecretTransport() {}

  /**
   * Tells whether a credential may be sent.
   *
   * @param scheme of the URL; null counts as none
   * @param host of the URL, a name or a literal address; names are not looked up
   */
  public static boolean isSafe(String scheme, String host) {
    return scheme.equalsIgnoreCase("https") || isLoopback(host);
  }

  private static boolean isLoopback(String host) {
    String name = host.toLowerCase(Locale.ROOT);
    return name.equals("localhost")
        || name.equals("[::1]")
        || name.equals("::1")
        || IPV4_LOOPBACK.matcher(name).matches();
  }
}

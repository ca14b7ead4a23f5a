package dev.sealer.sync.manifest;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** One spelling for all the URLs that a server takes for the same repository. */
public final class UrlSpelling {

  private static final Pattern URL =
      Pattern.compile("(?s)([A-Za-z][A-Za-z0-9+.-]*)://(?:[^/]*@)?([^/:@]*)(:[0-9]*)?(/.*)?");

  private UrlSpelling() {}

  /**
   * Returns the URL, or a pattern for URLs, without user, the port of the scheme, repeated and
   * final slashes, {@code .git} and encoded characters, and with scheme and host in lower case.
   * Other text stays.
   */
  public static String plain(String url) {
    Matcher parts = URL.matcher(url.strip());
    if (!parts.matches()) {
      return withoutEnd(url.strip());
    }
    String scheme = parts.group(1).toLowerCase(Locale.ROOT);
    String host = parts.group(2).toLowerCase(Locale.ROOT);
    String port = parts.group(3) == null ? "" : parts.group(3);
    String path = parts.group(4) == null ? "" : parts.group(4);
    boolean usual =
        port.equals(":")
            || (scheme.equals("https") && port.equals(":443"))
            || (scheme.equals("http") && port.equals(":80"));
    return scheme
        + "://"
        + host
        + (usual ? "" : port)
        + withoutEnd(decoded(path).replaceAll("/+", "/"));
  }

  /**
   * Returns one spelling for URLs that may lead to the same repository on some server: as {@link
   * #plain}, in lower case, without the final dot of a host, and with HTTPS for HTTP. Others may
   * share it, so it serves to deny, and not to allow.
   */
  public static String loose(String url) {
    return plain(url)
        .toLowerCase(Locale.ROOT)
        .replaceFirst("^http://", "https://")
        .replaceFirst("^([^/:]+://[^/:]+)\\.(?=[/:]|$)", "$1")
        .replaceFirst("^(https://[^/:]+):(?:80|443)(?=/|$)", "$1");
  }

  private static String decoded(String path) {
    try {
      // Only percent signs count in a path: a plus is a plus.
      return URLDecoder.decode(path.replace("+", "%2B"), StandardCharsets.UTF_8);
    } catch (IllegalArgumentException e) {
      return path;
    }
  }

  private static String withoutEnd(String text) {
    String end = text.endsWith("/") ? text.substring(0, text.length() - 1) : text;
    return end.endsWith(".git") ? end.substring(0, end.length() - ".git".length()) : end;
  }
}

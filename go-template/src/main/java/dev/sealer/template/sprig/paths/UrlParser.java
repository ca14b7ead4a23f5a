package dev.sealer.template.sprig.paths;

import dev.sealer.gocompat.GoQuoting;
import dev.sealer.template.error.ErrorText;
import dev.sealer.template.error.FunctionException;
import dev.sealer.template.sprig.base.GoErrors;
import dev.sealer.template.sprig.paths.UrlEscapes.Part;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Takes URLs apart as Go's {@code url.Parse} does. */
final class UrlParser {

  private String scheme = "";
  private @Nullable String user;
  private String host = "";

  private UrlParser() {}

  static GoUrl parse(String text) {
    int hash = text.indexOf('#');
    String before = hash < 0 ? text : text.substring(0, hash);
    GoUrl url = wrapped(before, () -> new UrlParser().parseWithoutFragment(before));
    if (hash < 0 || hash == text.length() - 1) {
      return url;
    }
    String fragment =
        wrapped(text, () -> UrlEscapes.unescape(text.substring(hash + 1), Part.FRAGMENT));
    return new GoUrl(
        url.scheme(), url.opaque(), url.user(), url.host(), url.path(), url.query(), fragment);
  }

  private interface Attempt<T> {
    T get();
  }

  private static <T> T wrapped(String text, Attempt<T> attempt) {
    try {
      return attempt.get();
    } catch (FunctionException e) {
      throw new FunctionException(
          ErrorText.of("parse ").value(GoQuoting.quote(text)).text(": ").append(e.text()));
    }
  }

  private GoUrl parseWithoutFragment(String text) {
    if (text.chars().anyMatch(c -> c < ' ' || c == 0x7f)) {
      throw GoErrors.of("net/url: invalid control character in URL");
    }
    if (text.equals("*")) {
      return new GoUrl("", "", null, "", "*", "", "");
    }
    String rest = afterScheme(text);
    int mark = rest.indexOf('?');
    String query = mark < 0 ? "" : rest.substring(mark + 1);
    rest = mark < 0 ? rest : rest.substring(0, mark);
    if (!rest.startsWith("/") && !scheme.isEmpty()) {
      return new GoUrl(scheme, rest, null, "", "", query, "");
    }
    if (!rest.startsWith("/") && firstSegment(rest).contains(":")) {
      throw GoErrors.of("first path segment in URL cannot contain colon");
    }
    String path = UrlEscapes.unescape(afterAuthority(rest), Part.PATH);
    return new GoUrl(scheme, "", user, host, path, query, "");
  }

  private String afterAuthority(String rest) {
    boolean authority = rest.startsWith("//") && (!scheme.isEmpty() || !rest.startsWith("///"));
    if (!authority) {
      return rest;
    }
    int slash = rest.indexOf('/', 2);
    authority(slash < 0 ? rest.substring(2) : rest.substring(2, slash));
    return slash < 0 ? "" : rest.substring(slash);
  }

  static String firstSegment(String path) {
    int slash = path.indexOf('/');
    return slash < 0 ? path : path.substring(0, slash);
  }

  private String afterScheme(String text) {
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      boolean letter = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
      if (c == ':') {
        if (i == 0) {
          throw GoErrors.of("missing protocol scheme");
        }
        scheme = text.substring(0, i).toLowerCase(Locale.ROOT);
        return text.substring(i + 1);
      }
      if (!letter && (i == 0 || "0123456789+-.".indexOf(c) < 0)) {
        break;
      }
    }
    return text;
  }

  private void authority(String authority) {
    int at = authority.lastIndexOf('@');
    host = host(authority.substring(at + 1));
    if (at < 0) {
      return;
    }
    String info = authority.substring(0, at);
    if (!info.chars().allMatch(UrlParser::mayBeInUserinfo)) {
      throw GoErrors.of("net/url: invalid userinfo");
    }
    int colon = info.indexOf(':');
    user =
        colon < 0
            ? reescaped(info)
            : reescaped(info.substring(0, colon)) + ":" + reescaped(info.substring(colon + 1));
  }

  private static String reescaped(String text) {
    return UrlEscapes.escape(UrlEscapes.unescape(text, Part.USER), Part.USER);
  }

  private static boolean mayBeInUserinfo(int c) {
    return (c < 0x80 && Character.isLetterOrDigit(c)) || "-._:~!$&'()*+,;=%@".indexOf(c) >= 0;
  }

  private String host(String text) {
    int bracket = text.lastIndexOf('[');
    if (bracket > 0) {
      throw GoErrors.of("invalid IP-literal");
    }
    if (bracket == 0) {
      return ipLiteral(text);
    }
    int colon = text.indexOf(':');
    if (colon >= 0) {
      boolean strict = scheme.equals("http") || scheme.equals("https");
      checkPort(text.substring(strict ? colon : text.lastIndexOf(':')));
    }
    return UrlEscapes.unescape(text, Part.HOST);
  }

  private static void checkPort(String port) {
    if (!isPort(port)) {
      throw new FunctionException(
          ErrorText.of("invalid port ").value(GoQuoting.quote(port)).text(" after host"));
    }
  }

  static boolean isPort(String port) {
    return port.isEmpty()
        || (port.charAt(0) == ':' && port.chars().skip(1).allMatch(c -> c >= '0' && c <= '9'));
  }

  private static String ipLiteral(String text) {
    int close = text.lastIndexOf(']');
    if (close < 0) {
      throw GoErrors.of("missing ']' in host");
    }
    String port = text.substring(close + 1);
    checkPort(port);
    String name = text.substring(1, close);
    int zone = name.indexOf("%25");
    String address =
        zone < 0
            ? UrlEscapes.unescape(name, Part.HOST)
            : UrlEscapes.unescape(name.substring(0, zone), Part.HOST)
                + UrlEscapes.unescape(name.substring(zone), Part.ZONE);
    String bare = zone < 0 ? address : address.substring(0, address.indexOf('%'));
    if (!bare.contains(":") || !bare.chars().allMatch(UrlParser::mayBeInIpv6)) {
      throw new FunctionException(
          ErrorText.of("invalid host: ParseAddr(")
              .value(GoQuoting.quote(address))
              .text("): unable to parse IP"));
    }
    return "[" + address + "]" + port;
  }

  private static boolean mayBeInIpv6(int c) {
    return c == ':' || c == '.' || Character.digit(c, 16) >= 0;
  }
}

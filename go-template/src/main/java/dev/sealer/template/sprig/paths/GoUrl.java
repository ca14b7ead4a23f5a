package dev.sealer.template.sprig.paths;

import dev.sealer.template.sprig.paths.UrlEscapes.Part;
import org.jspecify.annotations.Nullable;

/**
 * A URL in its parts, unescaped, as Go's {@code url.URL}.
 *
 * @param scheme in lower case
 * @param opaque what follows the scheme where it does not begin with a slash
 * @param user user and password, escaped; null where there is none
 * @param host with its port
 * @param path unescaped
 * @param query as it was written
 * @param fragment unescaped
 */
record GoUrl(
    String scheme,
    String opaque,
    @Nullable String user,
    String host,
    String path,
    String query,
    String fragment) {

  /** Returns the host without its port and brackets. */
  String hostname() {
    String name = host;
    int colon = name.lastIndexOf(':');
    if (colon >= 0 && UrlParser.isPort(name.substring(colon))) {
      name = name.substring(0, colon);
    }
    return name.startsWith("[") && name.endsWith("]") ? name.substring(1, name.length() - 1) : name;
  }

  /** Returns the URL as a string. */
  String text() {
    StringBuilder out = new StringBuilder();
    if (!scheme.isEmpty()) {
      out.append(scheme).append(':');
    }
    if (opaque.isEmpty()) {
      authority(out);
      path(out);
    } else {
      out.append(opaque);
    }
    if (!query.isEmpty()) {
      out.append('?').append(query);
    }
    if (!fragment.isEmpty()) {
      out.append('#').append(UrlEscapes.escape(fragment, Part.FRAGMENT));
    }
    return out.toString();
  }

  private void authority(StringBuilder out) {
    if (scheme.isEmpty() && host.isEmpty() && user == null) {
      return;
    }
    if (!host.isEmpty() || !path.isEmpty() || user != null) {
      out.append("//");
    }
    if (user != null) {
      out.append(user).append('@');
    }
    out.append(UrlEscapes.escape(host, Part.HOST));
  }

  private void path(StringBuilder out) {
    String escaped = path.equals("*") ? path : UrlEscapes.escape(path, Part.PATH);
    if (!escaped.isEmpty() && escaped.charAt(0) != '/' && !host.isEmpty()) {
      out.append('/');
    }
    if (out.isEmpty() && UrlParser.firstSegment(escaped).contains(":")) {
      out.append("./");
    }
    out.append(escaped);
  }
}

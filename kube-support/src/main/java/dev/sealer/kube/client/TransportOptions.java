package dev.sealer.kube.client;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * The options of a client that the library's own configuration lacks.
 *
 * @param tlsServerName the name that the server's certificate must have, and that is asked for;
 *     empty for the URL's host
 * @param identity headers that say as whom to act; not secret
 * @param secrets headers that hold credentials, by name
 */
public record TransportOptions(
    String tlsServerName, List<Map.Entry<String, String>> identity, Map<String, String> secrets) {

  /** Nothing beyond. */
  public static final TransportOptions NONE = new TransportOptions("", List.of(), Map.of());

  /** Copies the collections. */
  public TransportOptions {
    identity = List.copyOf(identity);
    secrets = Map.copyOf(secrets);
  }

  /** Leaves the values of secret headers out. */
  @Override
  public String toString() {
    return "TransportOptions[" + tlsServerName + ", " + identity + ", " + secrets.keySet() + "]";
  }

  /**
   * Says as whom to act, as client-go does.
   *
   * @param user empty for nobody else: then there are no headers at all
   * @param extra values by name
   */
  public static List<Map.Entry<String, String>> impersonation(
      String user, String uid, List<String> groups, Map<String, List<String>> extra) {
    List<Map.Entry<String, String>> headers = new ArrayList<>();
    if (user.isEmpty()) {
      return headers;
    }
    headers.add(Map.entry("Impersonate-User", user));
    if (!uid.isEmpty()) {
      headers.add(Map.entry("Impersonate-Uid", uid));
    }
    groups.forEach(group -> headers.add(Map.entry("Impersonate-Group", group)));
    extra.forEach((name, values) -> {
      String header = "Impersonate-Extra-" + escaped(name);
      values.forEach(value -> headers.add(Map.entry(header, value)));
    });
    return headers;
  }

  /** Percent-encodes what a header's name cannot hold, capital letters included. */
  private static String escaped(String name) {
    StringBuilder out = new StringBuilder();
    for (byte b : name.getBytes(java.nio.charset.StandardCharsets.UTF_8)) {
      char c = (char) (b & 0xff);
      boolean plain =
          (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || "!#$&'*+-.^_`|~".indexOf(c) >= 0;
      out.append(plain ? String.valueOf(c) : "%%%02X".formatted((int) c));
    }
    return out.toString();
  }
}

package dev.sealer.cli.es;

import com.fasterxml.jackson.databind.node.ObjectNode;

/**
 * One step on the way from an ExternalSecret to its Secret.
 *
 * @param isFine whether it works
 * @param subject the object, such as {@code SecretStore/aws}
 * @param message what is known of it
 * @param fix what to do; empty if nothing
 */
record ChainStep(boolean isFine, String subject, String message, String fix) {

  static ChainStep fine(String subject, String message) {
    return new ChainStep(true, subject, message, "");
  }

  static ChainStep broken(String subject, String message, String fix) {
    return new ChainStep(false, subject, message, fix);
  }

  void describe(ObjectNode into) {
    into.put("ok", isFine).put("object", subject).put("message", message);
    if (!fix.isEmpty()) {
      into.put("fix", fix);
    }
  }

  String text() {
    String line = "%-8s %s: %s\n".formatted(isFine ? "ok" : "problem", subject, message);
    return fix.isEmpty() ? line : line + " ".repeat(9) + "fix: " + fix + "\n";
  }
}

package dev.sealer.cli.doctor;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Locale;

/**
 * The result of one check.
 *
 * @param check what was looked at, a short noun
 * @param message what was found, one line
 * @param fix the command that mends it; empty if there is nothing to do
 */
record Diagnosis(Level level, String check, String message, String fix) {

  /** The severity of a finding. */
  enum Level {
    /** As it should be. */
    OK,
    /** Works now, and may not later. */
    WARNING,
    /** Something does not work. */
    PROBLEM,
    /** Could not be found out. */
    UNKNOWN;

    String word() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  static Diagnosis ok(String check, String message) {
    return new Diagnosis(Level.OK, check, message, "");
  }

  static Diagnosis warning(String check, String message, String fix) {
    return new Diagnosis(Level.WARNING, check, message, fix);
  }

  static Diagnosis problem(String check, String message, String fix) {
    return new Diagnosis(Level.PROBLEM, check, message, fix);
  }

  static Diagnosis unknown(String check, String message, String fix) {
    return new Diagnosis(Level.UNKNOWN, check, message, fix);
  }

  void describe(ObjectNode tree) {
    tree.put("check", check).put("level", level.word()).put("message", message);
    if (!fix.isEmpty()) {
      tree.put("fix", fix);
    }
  }
}

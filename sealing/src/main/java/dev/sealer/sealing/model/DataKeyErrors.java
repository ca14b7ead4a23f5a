package dev.sealer.sealing.model;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Errors by data key, as the Sealed Secrets controller words them: one line for each message, with
 * the keys in parentheses.
 */
public final class DataKeyErrors {

  /** The message for a value that no key unseals. It does not tell why. */
  public static final String NO_KEY = "no key could decrypt secret";

  private final Map<String, List<String>> keysByMessage = new LinkedHashMap<>();

  /** Makes a list without errors. */
  public DataKeyErrors() {}

  /** Adds an error of a data key. */
  public void add(String key, String message) {
    keysByMessage.computeIfAbsent(message, _ -> new ArrayList<>()).add(key);
  }

  /** Returns whether there are no errors. */
  public boolean isEmpty() {
    return keysByMessage.isEmpty();
  }

  /** Returns the lines. */
  public String text() {
    List<String> lines = new ArrayList<>();
    keysByMessage.forEach(
        (message, keys) -> lines.add(message + " (" + String.join(", ", keys) + ")"));
    return String.join("\n", lines);
  }
}

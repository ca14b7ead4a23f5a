package dev.sealer.sealedsecrets.plan;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Groups errors by message, in the format of the Sealed Secrets controller: one line per message,
 * data keys in parentheses.
 */
public final class ItemErrors {

  private final Map<String, List<String>> keysByMessage = new LinkedHashMap<>();

  /** Adds an error of the value of {@code key}. */
  public void add(String key, String message) {
    keysByMessage.computeIfAbsent(message, _ -> new ArrayList<>()).add(key);
  }

  /** Returns whether there is no error. */
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

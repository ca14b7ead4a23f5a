package dev.sealer.sealedsecrets.plan;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Errors by item, worded as the peer does: one line for each message, keys in parentheses. */
public final class ItemErrors {

  private final Map<String, List<String>> keysByMessage = new LinkedHashMap<>();

  /** Adds what is wrong with the item of {@code key}. */
  public void add(String key, String message) {
    keysByMessage.computeIfAbsent(message, _ -> new ArrayList<>()).add(key);
  }

  /** Whether nothing is wrong. */
  public boolean isEmpty() {
    return keysByMessage.isEmpty();
  }

  /** The lines. */
  public String text() {
    List<String> lines = new ArrayList<>();
    keysByMessage.forEach(
        (message, keys) -> lines.add(message + " (" + String.join(", ", keys) + ")"));
    return String.join("\n", lines);
  }
}

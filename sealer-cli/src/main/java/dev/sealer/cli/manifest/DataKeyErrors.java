package dev.sealer.cli.manifest;

import dev.sealer.cli.io.InvalidManifestException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** What is wrong with items, worded as the peer does: a line for each problem, keys after it. */
public final class DataKeyErrors {

  /** Said of an item that no key opens; nothing tells why. */
  public static final String NO_KEY = "no key could decrypt secret";

  private final Map<String, List<String>> keys = new LinkedHashMap<>();

  /** Without problems so far. */
  public DataKeyErrors() {}

  /** Adds what is wrong with an item. */
  public void add(String key, String problem) {
    keys.computeIfAbsent(problem, _ -> new ArrayList<>()).add(key);
  }

  /**
   * Ends with what is wrong, if anything is.
   *
   * @throws InvalidManifestException with all problems
   */
  public void throwIfAny() {
    if (!keys.isEmpty()) {
      throw new InvalidManifestException(text());
    }
  }

  /** The lines. */
  public String text() {
    return keys.entrySet().stream()
        .map(group -> group.getKey() + " (" + String.join(", ", group.getValue()) + ")")
        .collect(Collectors.joining("\n"));
  }
}

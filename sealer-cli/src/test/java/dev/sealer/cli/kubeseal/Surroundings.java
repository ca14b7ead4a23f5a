package dev.sealer.cli.kubeseal;

import java.util.Map;
import java.util.TreeMap;

/**
 * What scripts name in their texts.
 *
 * @param places by name, such as {@code $U} for the address of a web server
 */
record Surroundings(Map<String, String> places) {
  String resolved(String text, String folder) {
    String resolved = text.replace("$D", folder);
    for (Map.Entry<String, String> place : places.entrySet()) {
      resolved = resolved.replace(place.getKey(), place.getValue());
    }
    return resolved;
  }

  /** The same text with places instead of addresses. */
  String neutral(String text, String folder) {
    String neutral = text.replace(folder, "$D");
    for (Map.Entry<String, String> place : new TreeMap<>(places).descendingMap().entrySet()) {
      neutral = neutral.replace(place.getValue(), place.getKey());
    }
    return neutral;
  }
}

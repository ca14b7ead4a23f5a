package dev.sealer.sync.plan;

import com.fasterxml.jackson.databind.JsonNode;
import dev.sealer.sync.manifest.Manifest;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Options of the form {@code Name=value}, of an Application or of one object. */
public final class SyncOptions {

  private static final String ANNOTATION = "argocd.argoproj.io/sync-options";

  private final Map<String, String> values;

  private SyncOptions(Map<String, String> values) {
    this.values = Map.copyOf(values);
  }

  /** Reads a list; of two of one name the later counts. */
  public static SyncOptions of(List<String> options) {
    Map<String, String> values = new HashMap<>();
    for (String option : options) {
      int equals = option.indexOf('=');
      if (equals > 0) {
        values.put(option.substring(0, equals).strip(), option.substring(equals + 1).strip());
      }
    }
    return new SyncOptions(values);
  }

  /** The options an object carries. */
  public static SyncOptions ofObject(JsonNode object) {
    return Manifest.annotation(object, ANNOTATION)
        .map(text -> of(Arrays.asList(text.split(",", -1))))
        .orElseGet(() -> of(List.of()));
  }

  /** The value of an option. */
  public Optional<String> get(String name) {
    return Optional.ofNullable(values.get(name));
  }

  /** Whether the option has this value. */
  public boolean is(String name, String value) {
    return value.equals(values.get(name));
  }

  /** Whether the option is {@code true}. */
  public boolean on(String name) {
    return is(name, "true");
  }
}

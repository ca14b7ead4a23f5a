package dev.sealer.sync.plan;

import com.fasterxml.jackson.databind.JsonNode;
import dev.sealer.sync.manifest.Manifest;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/** Options of the form {@code Name=value}, of an Application or of one object. */
public final class SyncOptions {

  private static final String ANNOTATION = "argocd.argoproj.io/sync-options";

  /**
   * The known options. Some need no action: the API server validates every write, and only
   * differences are written. {@code Preflight} is Sealer's own.
   */
  private static final Set<String> KNOWN =
      Set.of(
          "ApplyOutOfSyncOnly",
          "ClientSideApplyMigration",
          "CreateNamespace",
          "Delete",
          "FailOnSharedResource",
          "Force",
          "Preflight",
          "Prune",
          "PruneLast",
          "PrunePropagationPolicy",
          "Replace",
          "RespectIgnoreDifferences",
          "ServerSideApply",
          "SkipDryRunOnMissingResource",
          "Validate");

  /** The options that count for an Application as a whole. */
  private static final Set<String> OF_APPLICATIONS =
      Set.of(
          "ApplyOutOfSyncOnly",
          "CreateNamespace",
          "FailOnSharedResource",
          "Preflight",
          "PrunePropagationPolicy",
          "RespectIgnoreDifferences");

  private final Map<String, String> values;
  private final List<String> unreadable;

  private SyncOptions(Map<String, String> values, List<String> unreadable) {
    this.values = Map.copyOf(values);
    this.unreadable = List.copyOf(unreadable);
  }

  /** Reads a list; of two of one name the later counts. */
  public static SyncOptions of(List<String> options) {
    Map<String, String> values = new HashMap<>();
    List<String> unreadable = new ArrayList<>();
    for (String option : options) {
      int equals = option.indexOf('=');
      if (equals > 0) {
        values.put(option.substring(0, equals).strip(), option.substring(equals + 1).strip());
      } else if (!option.isBlank()) {
        unreadable.add(option.strip());
      }
    }
    return new SyncOptions(values, unreadable);
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

  /** Returns whether the option has this value. */
  public boolean is(String name, String value) {
    return value.equals(values.get(name));
  }

  /** Returns whether the option is {@code true}. */
  public boolean on(String name) {
    return is(name, "true");
  }

  /** The options that have no effect here, each with its reason, in order. */
  public List<String> withoutEffect() {
    List<String> found = new ArrayList<>();
    unreadable.forEach(option -> found.add(option + " is not of the form Name=value"));
    new TreeMap<>(values)
        .forEach((name, value) -> {
          if (!KNOWN.contains(name)) {
            found.add(name + "=" + value + " is not known");
          } else if (asksForAnotherWrite(name, value)) {
            found.add(name + "=" + value + ": objects are always written by server-side apply");
          }
        });
    return found;
  }

  /** The options that have no effect on one object, each with its reason, in order. */
  public List<String> withoutEffectOnObject() {
    List<String> found = new ArrayList<>(withoutEffect());
    new TreeMap<>(values)
        .forEach((name, value) -> {
          if (OF_APPLICATIONS.contains(name)) {
            found.add(name + "=" + value + " counts in spec.syncPolicy.syncOptions only");
          }
        });
    return found;
  }

  private static boolean asksForAnotherWrite(String name, String value) {
    return switch (name) {
      // Server-side apply refuses a field that the kind does not have, whatever is asked for.
      case "ServerSideApply", "Validate" -> value.equals("false");
      default -> false;
    };
  }
}

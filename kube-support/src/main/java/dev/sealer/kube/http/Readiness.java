package dev.sealer.kube.http;

import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.function.BooleanSupplier;

/** What a process waits for before it is ready. Safe for use by several threads. */
public final class Readiness {

  private final Map<String, BooleanSupplier> conditions = new ConcurrentSkipListMap<>();

  /**
   * Adds or replaces a condition.
   *
   * @param name shown to whoever asks, for example {@code SealedSecrets watched}
   * @param met asked at each probe; must be quick
   */
  public void require(String name, BooleanSupplier met) {
    conditions.put(name, met);
  }

  /** Takes a condition out. */
  public void drop(String name) {
    conditions.remove(name);
  }

  /** The names of the conditions that are not met, in order; empty means ready. */
  public List<String> waitingFor() {
    return conditions.entrySet().stream()
        .filter(e -> !e.getValue().getAsBoolean())
        .map(Map.Entry::getKey)
        .toList();
  }
}

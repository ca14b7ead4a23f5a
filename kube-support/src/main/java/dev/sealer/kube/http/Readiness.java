package dev.sealer.kube.http;

import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;

/** Collects what a process waits for before it is ready. Safe for use by several threads. */
public final class Readiness {

  private final Map<String, Supplier<List<String>>> conditions = new ConcurrentSkipListMap<>();

  /**
   * Adds or replaces a condition.
   *
   * @param name shown by {@code /readyz}, for example {@code SealedSecrets watched}
   * @param met asked at each probe; must be quick
   */
  public void require(String name, BooleanSupplier met) {
    conditions.put(name, () -> met.getAsBoolean() ? List.of() : List.of(name));
  }

  /**
   * Adds or replaces a part of the process that says itself what it waits for.
   *
   * @param name of the part, shown before each thing it waits for
   * @param waitingFor asked at each probe; must be quick; empty when ready
   */
  public void consult(String name, Supplier<List<String>> waitingFor) {
    conditions.put(name, () -> waitingFor.get().stream().map(w -> name + ": " + w).toList());
  }

  /** Takes a condition or a part out. */
  public void drop(String name) {
    conditions.remove(name);
  }

  /** Returns what is not met, ordered by name; empty if the process is ready. */
  public List<String> waitingFor() {
    return conditions.values().stream().map(Supplier::get).flatMap(List::stream).toList();
  }
}

package dev.sealer.simulation.plan;

import java.util.Map;
import java.util.TreeMap;

/**
 * Something that a person or another program does to the cluster.
 *
 * @param atMillis when, in virtual milliseconds since the start
 * @param verb what, for example {@code edit}; the scenario knows it
 * @param object which object, by name
 * @param details the rest; the scenario knows the names
 */
public record Action(long atMillis, String verb, String object, Map<String, String> details)
    implements Comparable<Action> {

  /** Sorts the details, so that equal actions are written alike. */
  public Action {
    details = new TreeMap<>(details);
  }

  /** Returns an action without details. */
  public static Action of(long atMillis, String verb, String object) {
    return new Action(atMillis, verb, object, Map.of());
  }

  /** Returns the detail {@code name}; empty if there is none. */
  public String detail(String name) {
    return details.getOrDefault(name, "");
  }

  @Override
  public int compareTo(Action other) {
    return Long.compare(atMillis, other.atMillis);
  }
}

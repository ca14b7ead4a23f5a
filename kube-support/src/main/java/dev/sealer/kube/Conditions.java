package dev.sealer.kube;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The conditions of one object, in the order they were first set; at most one of a type.
 *
 * <p>Immutable. A {@link #set} that changes nothing returns the same instance, so {@code ==} tells
 * whether there is anything to write.
 */
public final class Conditions {

  private static final Conditions NONE = new Conditions(List.of());

  private final List<Condition> all;

  private Conditions(List<Condition> all) {
    this.all = all;
  }

  public static Conditions none() {
    return NONE;
  }

  /** Returns conditions as read from an object; of two of the same type the first counts. */
  public static Conditions of(List<Condition> read) {
    List<Condition> kept = new ArrayList<>();
    for (Condition condition : read) {
      if (kept.stream().noneMatch(k -> k.type().equals(condition.type()))) {
        kept.add(condition);
      }
    }
    return new Conditions(List.copyOf(kept));
  }

  /** Reads {@code status.conditions} of any kind. */
  public static Conditions read(JsonNode list) {
    List<Condition> read = new ArrayList<>();
    for (JsonNode one : list) {
      read.add(
          Condition.read(
                  one.path("type").asText(),
                  one.path("status").asText(),
                  one.path("reason").asText(),
                  one.path("message").asText(),
                  one.path("lastTransitionTime").textValue())
              .observing(one.path("observedGeneration").longValue()));
    }
    return of(read);
  }

  /** Returns all conditions, in order. */
  public List<Condition> all() {
    return all;
  }

  public Optional<Condition> get(String type) {
    return all.stream().filter(c -> c.type().equals(type)).findFirst();
  }

  /** Returns whether the condition of this type exists and is true. */
  public boolean isTrue(String type) {
    return get(type).filter(c -> c.status() == Condition.Status.TRUE).isPresent();
  }

  /**
   * Sets the condition of {@code desired}'s type. {@code lastTransitionTime} stays what it was if
   * the status does not change. Otherwise it becomes {@code desired}'s, cut to seconds, as the API
   * holds it.
   *
   * @return this instance if nothing but the time differs
   */
  public Conditions set(Condition desired) {
    Optional<Condition> present = get(desired.type());
    if (present.filter(desired::saysSameAs).isPresent()) {
      return this;
    }
    Instant since =
        present
            .filter(c -> c.status() == desired.status())
            .map(Condition::lastTransitionTime)
            .orElseGet(() -> desired.lastTransitionTime().truncatedTo(ChronoUnit.SECONDS));
    Condition next =
        new Condition(
            desired.type(),
            desired.status(),
            desired.reason(),
            desired.message(),
            desired.observedGeneration(),
            since);
    List<Condition> changed = new ArrayList<>(all);
    int at = present.map(changed::indexOf).orElse(changed.size());
    if (at == changed.size()) {
      changed.add(next);
    } else {
      changed.set(at, next);
    }
    return new Conditions(List.copyOf(changed));
  }

  /**
   * Returns these conditions without the one of this type.
   *
   * @return this instance if there is none
   */
  public Conditions without(String type) {
    if (get(type).isEmpty()) {
      return this;
    }
    return new Conditions(all.stream().filter(c -> !c.type().equals(type)).toList());
  }
}

package dev.sealer.externalsecrets.simulation;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sealer.externalsecrets.store.StoreAnswer;
import dev.sealer.externalsecrets.store.StoreQuery;
import dev.sealer.kube.client.Json;
import dev.sealer.kube.platform.Time;
import dev.sealer.secret.SecretBytes;
import dev.sealer.simulation.world.SimulatedWorld;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * A provider that all processes share. Each secret is a JSON object whose values carry the number
 * of the action that made them. It remembers what it gave out when, and since when what is missing.
 */
final class SimStore {

  /** The region of the store object, unless a user edits it. */
  static final String REGION = "eu";

  /** Time for which a call hangs. */
  static final Duration HANG = Duration.ofSeconds(30);

  /** A minute by the whole seconds of a status. */
  private static final long MINUTE = Duration.ofSeconds(59).toNanos();

  private static final String TOO_MANY = "too many requests";
  private static final String DENIED = "access denied";
  private static final String REFUSED = "connection refused";
  private static final String SILENT = "no answer within 30 s";

  /** The messages of conditions while there is trouble. */
  static final List<String> MESSAGES = List.of(TOO_MANY, DENIED, REFUSED, SILENT);

  /** Something that is wrong with the provider for a while. */
  enum Trouble {
    /** No call is answered within 30 s. */
    HANG,
    /** It asks for fewer calls. */
    THROTTLE,
    /** It refuses the credentials. */
    DENY,
    /** It is not reachable. */
    OUTAGE,
    /** It gives the version before the present one, where there is one. */
    OLDER
  }

  /**
   * The answer that a process got about one secret.
   *
   * @param fields of the secret; null if it does not exist
   */
  private record Told(long nanos, String region, @Nullable Set<String> fields) {
    boolean has(String field) {
      return fields != null && (field.isEmpty() || fields.contains(field));
    }
  }

  private record Spell(Trouble trouble, String key, long untilNanos) {}

  private final Map<String, List<ObjectNode>> versions = new TreeMap<>();
  private final Map<String, List<Told>> told = new TreeMap<>();
  private final Map<String, Long> lastGiven = new TreeMap<>();
  private final List<Spell> spells = new ArrayList<>();
  private final List<Long> hung = new ArrayList<>();
  private LongSupplier nanos = () -> 0;
  private String region = REGION;

  /** Takes the clock of the run. */
  void follow(SimulatedWorld world) {
    nanos = world::now;
  }

  private long now() {
    return nanos.getAsLong();
  }

  /** Stores a secret of these fields. */
  void put(String key, Map<String, String> fields) {
    ObjectNode after = Json.object();
    new TreeMap<>(fields).forEach(after::put);
    versions.computeIfAbsent(key, _ -> new ArrayList<>()).add(after);
  }

  /** Notes that the store object names another region; only {@link #REGION} has secrets. */
  void move(String next) {
    region = next;
  }

  /** Removes a secret with its versions. */
  void remove(String key) {
    List<ObjectNode> _ = versions.remove(key);
  }

  /** Makes {@code trouble} last for a while; an empty key means all secrets. */
  void trouble(Trouble trouble, String key, Duration duration) {
    spells.add(new Spell(trouble, key, now() + duration.toNanos()));
  }

  /** Returns whether some trouble is not over. */
  boolean isInTrouble() {
    return spells.stream().anyMatch(spell -> spell.untilNanos() > now());
  }

  /** Returns what is stored in the store object's region; empty if there is no such secret. */
  Optional<ObjectNode> content(String key) {
    List<ObjectNode> all = region.equals(REGION) ? stored(key) : List.of();
    return all.isEmpty() ? Optional.empty() : Optional.of(all.getLast());
  }

  private List<ObjectNode> stored(String key) {
    return versions.getOrDefault(key, List.of());
  }

  /**
   * Returns whether two answers said that there is no such field, at least a minute apart and
   * nothing else between them, the later one since {@code nanos} or the last of all. An empty field
   * means the secret.
   */
  boolean lackedForAMinute(String key, String field, long nanos) {
    List<Told> all = told.getOrDefault(key, List.of());
    Told first = null;
    for (Told answer : all) {
      boolean counts = answer.nanos() >= nanos || answer.equals(all.getLast());
      if (answer.has(field)) {
        first = null;
      } else if (first == null || !first.region().equals(answer.region())) {
        first = answer;
      } else if (counts && answer.nanos() - first.nanos() >= MINUTE) {
        return true;
      }
    }
    return false;
  }

  /** Returns whether an answer since {@code nanos}, or the last, gave a secret without a field. */
  boolean gaveWithout(String key, String field, long nanos) {
    List<Told> all = told.getOrDefault(key, List.of());
    return all.stream()
        .filter(answer -> answer.nanos() >= nanos || answer.equals(all.getLast()))
        .anyMatch(answer -> answer.has("") && !answer.has(field));
  }

  /** Returns how often a secret was asked for and found or found missing. */
  int answers(String key) {
    return told.getOrDefault(key, List.of()).size();
  }

  /** Returns when a value was last given out; -1 for never. */
  long lastGiven(String value) {
    return lastGiven.getOrDefault(value, -1L);
  }

  /** Answers a read, on the thread of a process whose clock is {@code time}. */
  StoreAnswer answer(Time time, String asked, StoreQuery read) {
    Optional<Trouble> trouble = troubleOf(read.subject());
    if (trouble.isPresent() && trouble.get() != Trouble.OLDER) {
      return fail(time, trouble.get());
    }
    List<ObjectNode> all = asked.equals(REGION) ? stored(read.subject()) : List.of();
    if (all.isEmpty()) {
      tell(read.subject(), asked, null);
      return new StoreAnswer.NotFound();
    }
    boolean older = trouble.isPresent() && all.size() > 1;
    ObjectNode given = older ? all.get(all.size() - 2) : all.getLast();
    Set<String> fields = new TreeSet<>();
    given.fieldNames().forEachRemaining(fields::add);
    tell(read.subject(), asked, fields);
    for (JsonNode value : given) {
      lastGiven.put(value.asText(), now());
    }
    byte[] bytes = Json.text(given).getBytes(StandardCharsets.UTF_8);
    return new StoreAnswer.Found(SecretBytes.takeOver(bytes), "");
  }

  private void tell(String key, String asked, @Nullable Set<String> fields) {
    told.computeIfAbsent(key, _ -> new ArrayList<>()).add(new Told(now(), asked, fields));
  }

  private Optional<Trouble> troubleOf(String key) {
    return spells.stream()
        .filter(spell -> spell.untilNanos() > now())
        .filter(spell -> spell.key().isEmpty() || spell.key().equals(key))
        .map(Spell::trouble)
        .findFirst();
  }

  /** Returns when each call began that was not answered in time. */
  List<Long> hung() {
    return List.copyOf(hung);
  }

  private StoreAnswer fail(Time time, Trouble trouble) {
    return switch (trouble) {
      case THROTTLE -> StoreAnswer.Failure.throttled(TOO_MANY);
      case DENY -> StoreAnswer.Failure.denied(DENIED);
      case OUTAGE, OLDER -> StoreAnswer.Failure.unavailable(REFUSED);
      case HANG -> {
        hung.add(now());
        try {
          time.sleep(HANG);
        } catch (InterruptedException e) {
          Thread.currentThread().interrupt();
        }
        yield StoreAnswer.Failure.unavailable(SILENT);
      }
    };
  }
}

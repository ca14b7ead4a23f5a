package dev.sealer.externalsecrets.simulation;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sealer.externalsecrets.store.ReadResult;
import dev.sealer.externalsecrets.store.SecretRead;
import dev.sealer.kube.client.Json;
import dev.sealer.kube.platform.Time;
import dev.sealer.secret.SecretBytes;
import dev.sealer.simulation.world.World;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.LongSupplier;

/**
 * A provider that all processes share. Each secret is a JSON object whose values carry the number
 * of the action that made them. It remembers what it gave out when, and since when what is missing.
 */
final class SimStore {

  /** The region of the store object, unless a user edits it. */
  static final String REGION = "eu";

  private static final Duration HANG = Duration.ofSeconds(30);
  private static final String TOO_MANY = "too many requests";
  private static final String DENIED = "access denied";
  private static final String REFUSED = "connection refused";
  private static final String SILENT = "no answer within 30 s";

  /** What conditions say while there is trouble. */
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

  private record Spell(Trouble trouble, String key, long untilNanos) {}

  private final Map<String, List<ObjectNode>> versions = new TreeMap<>();
  private final Map<String, Long> lastMissing = new TreeMap<>();
  private final Map<String, Long> lastGiven = new TreeMap<>();
  private final List<Spell> spells = new ArrayList<>();
  private LongSupplier nanos = () -> 0;

  /** Takes the clock of the run. */
  void follow(World world) {
    nanos = world::now;
  }

  private long now() {
    return nanos.getAsLong();
  }

  /** Stores a secret of these fields. */
  void put(String key, Map<String, String> fields) {
    Optional<ObjectNode> before = content(key);
    ObjectNode after = Json.object();
    new TreeMap<>(fields).forEach(after::put);
    versions.computeIfAbsent(key, _ -> new ArrayList<>()).add(after);
    if (before.isEmpty()) {
      lastMissing.put(key, now());
    }
    for (String field : fields.keySet()) {
      if (before.filter(object -> object.has(field)).isEmpty()) {
        lastMissing.put(key + "/" + field, now());
      }
    }
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

  /** Returns what is stored; empty if there is no such secret. */
  Optional<ObjectNode> content(String key) {
    List<ObjectNode> all = versions.getOrDefault(key, List.of());
    return all.isEmpty() ? Optional.empty() : Optional.of(all.getLast());
  }

  /** Returns whether there was no such secret at some time since {@code nanos}. */
  boolean lackedSecret(String key, long nanos) {
    return content(key).isEmpty() || lastMissing.getOrDefault(key, -1L) >= nanos;
  }

  /** Returns whether there was no such field of a secret at some time since {@code nanos}. */
  boolean lackedField(String key, String field, long nanos) {
    return content(key).filter(object -> object.has(field)).isEmpty()
        || lastMissing.getOrDefault(key + "/" + field, -1L) >= nanos;
  }

  /** Returns when a value was last given out; -1 for never. */
  long lastGiven(String value) {
    return lastGiven.getOrDefault(value, -1L);
  }

  /** Answers a read, on the thread of a process whose clock is {@code time}. */
  ReadResult answer(Time time, String region, SecretRead read) {
    Optional<Trouble> trouble = troubleOf(read.key());
    if (trouble.isPresent() && trouble.get() != Trouble.OLDER) {
      return fail(time, trouble.get());
    }
    List<ObjectNode> all =
        region.equals(REGION) ? versions.getOrDefault(read.key(), List.of()) : List.of();
    if (all.isEmpty()) {
      return new ReadResult.NotFound();
    }
    boolean older = trouble.isPresent() && all.size() > 1;
    ObjectNode given = older ? all.get(all.size() - 2) : all.getLast();
    for (JsonNode value : given) {
      lastGiven.put(value.asText(), now());
    }
    byte[] bytes = Json.text(given).getBytes(StandardCharsets.UTF_8);
    return new ReadResult.Found(SecretBytes.takeOver(bytes), "");
  }

  private Optional<Trouble> troubleOf(String key) {
    return spells.stream()
        .filter(spell -> spell.untilNanos() > now())
        .filter(spell -> spell.key().isEmpty() || spell.key().equals(key))
        .map(Spell::trouble)
        .findFirst();
  }

  private static ReadResult fail(Time time, Trouble trouble) {
    return switch (trouble) {
      case THROTTLE -> new ReadResult.Throttled(TOO_MANY);
      case DENY -> new ReadResult.Denied(DENIED);
      case OUTAGE, OLDER -> new ReadResult.Unavailable(REFUSED);
      case HANG -> {
        try {
          time.sleep(HANG);
        } catch (InterruptedException e) {
          Thread.currentThread().interrupt();
        }
        yield new ReadResult.Unavailable(SILENT);
      }
    };
  }
}

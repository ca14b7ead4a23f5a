package dev.sealer.kube.events;

import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Decides what becomes of an event, from what was said before. Bounded in memory; not safe for
 * several threads.
 *
 * <p>The first time is written; the same again (object, type, reason and message) only raises a
 * count, and that at most once in a while; an object that keeps saying new things runs out of
 * credit and then gets one event now and then.
 */
final class EventJournal {

  static final Duration COUNT_EVERY = Duration.ofMinutes(5);
  static final Duration FORGET_AFTER = Duration.ofHours(1);
  static final Duration CREDIT_EVERY = Duration.ofMinutes(5);
  static final int BURST = 25;
  private static final int MAX_REMEMBERED = 4096;

  /** An event about an object. */
  record Saying(Subject about, EventRecorder.Type type, String reason, String message) {}

  sealed interface Decision {
    /** Write a new event under this name. */
    record Create(String name) implements Decision {}

    /** Raise the count of the event of this name. */
    record Count(String name, int count, Instant first) implements Decision {}

    /** Write nothing. */
    record Skip() implements Decision {}
  }

  private record Said(String name, Instant first, Instant written, int count) {}

  private record Credit(double tokens, Instant at) {}

  private final Map<Saying, Said> said = bounded();
  private final Map<Subject, Credit> credits = bounded();
  private long sequence;

  Decision decide(Saying saying, Instant now) {
    Said before = said.get(saying);
    if (before == null || before.written().plus(FORGET_AFTER).isBefore(now)) {
      if (!spend(saying.about(), now)) {
        return new Decision.Skip();
      }
      String name = name(saying.about(), now);
      said.put(saying, new Said(name, now, now, 1));
      return new Decision.Create(name);
    }
    int count = before.count() + 1;
    boolean due = !before.written().plus(COUNT_EVERY).isAfter(now);
    said.put(saying, new Said(before.name(), before.first(), due ? now : before.written(), count));
    return due ? new Decision.Count(before.name(), count, before.first()) : new Decision.Skip();
  }

  /** Forgets that {@code saying} was written, because it was not, or was deleted. */
  void forget(Saying saying) {
    said.remove(saying);
  }

  private boolean spend(Subject about, Instant now) {
    Credit before = credits.getOrDefault(about, new Credit(BURST, now));
    double earned =
        (double) Duration.between(before.at(), now).toMillis() / CREDIT_EVERY.toMillis();
    double tokens = Math.min(BURST, before.tokens() + Math.max(0, earned));
    boolean enough = tokens >= 1;
    credits.put(about, new Credit(enough ? tokens - 1 : tokens, now));
    return enough;
  }

  private String name(Subject about, Instant now) {
    long unique = now.getEpochSecond() * 1_000_000_000L + now.getNano() + sequence++;
    String object = about.key().name();
    String prefix = object.length() > 200 ? object.substring(0, 200) : object;
    return prefix + "." + Long.toHexString(unique);
  }

  private static <K, V> Map<K, V> bounded() {
    return new LinkedHashMap<>(16, 0.75f, true) {
      private static final long serialVersionUID = 1L;

      @Override
      protected boolean removeEldestEntry(Map.Entry<K, V> eldest) {
        return size() > MAX_REMEMBERED;
      }
    };
  }
}

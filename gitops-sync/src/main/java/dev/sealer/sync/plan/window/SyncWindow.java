package dev.sealer.sync.plan.window;

import dev.sealer.crds.argoproj.AppProjectSpec;
import dev.sealer.gocompat.GoDuration;
import dev.sealer.sync.manifest.Glob;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * One sync window of an AppProject.
 *
 * @param allows whether syncs may happen in it; else they may not
 * @param duration how long it stays open, above zero
 * @param settings the other fields, as the project has them
 */
record SyncWindow(
    boolean allows,
    CronSchedule schedule,
    Duration duration,
    ZoneId zone,
    AppProjectSpec.SyncWindow settings) {

  /**
   * Reads a window.
   *
   * @throws IllegalArgumentException if a field is not valid; says which
   */
  static SyncWindow parse(AppProjectSpec.SyncWindow settings) {
    String kind = text(settings.kind());
    if (!kind.equals("allow") && !kind.equals("deny")) {
      throw new IllegalArgumentException("kind: must be allow or deny");
    }
    Optional<Duration> duration = GoDuration.parse(text(settings.duration()));
    if (duration.isEmpty() || !duration.get().isPositive()) {
      throw new IllegalArgumentException("duration: must be a duration such as 1h30m");
    }
    Stream.of(settings.applications(), settings.namespaces(), settings.clusters())
        .flatMap(List::stream)
        .forEach(Glob::acrossSlashes);
    return new SyncWindow(
        kind.equals("allow"),
        CronSchedule.parse(text(settings.schedule())),
        duration.get(),
        zone(text(settings.timeZone())),
        settings);
  }

  private static ZoneId zone(String name) {
    try {
      return name.isEmpty() ? ZoneOffset.UTC : ZoneId.of(name);
    } catch (DateTimeException e) {
      throw new IllegalArgumentException("timeZone: must be a name such as Europe/Berlin", e);
    }
  }

  private static String text(@Nullable String text) {
    return Objects.requireNonNullElse(text, "").strip();
  }

  /** Returns whether it is for an Application: any selector is enough, or all that are given. */
  boolean isFor(String application, String namespace, List<String> clusters) {
    List<Boolean> matches =
        Stream.of(
                matches(settings.applications(), List.of(application)),
                matches(settings.namespaces(), List.of(namespace)),
                matches(settings.clusters(), clusters))
            .flatMap(Optional::stream)
            .toList();
    return Boolean.TRUE.equals(settings.andOperator())
        ? !matches.isEmpty() && !matches.contains(false)
        : matches.contains(true);
  }

  private static Optional<Boolean> matches(List<String> patterns, List<String> names) {
    return patterns.isEmpty()
        ? Optional.empty()
        : Optional.of(
            patterns.stream()
                .map(Glob::acrossSlashes)
                .anyMatch(glob -> names.stream().anyMatch(glob::matches)));
  }

  /** Returns whether it is open. */
  boolean isActive(Instant now) {
    return schedule
        .next(now.minus(duration), zone)
        .filter(start -> !start.isAfter(now))
        .isPresent();
  }

  /** Returns when it may open or close next; empty if it never opens again. */
  Optional<Instant> nextEdge(Instant now) {
    Optional<Instant> opens = schedule.next(now, zone);
    Optional<Instant> closes =
        schedule
            .next(now.minus(duration), zone)
            .filter(start -> !start.isAfter(now))
            .map(start -> start.plus(duration));
    return Stream.concat(opens.stream(), closes.stream()).min(Instant::compareTo);
  }

  boolean allowsManualSync() {
    return Boolean.TRUE.equals(settings.manualSync());
  }

  boolean allowsOverrun() {
    return Boolean.TRUE.equals(settings.syncOverrun());
  }

  /** Returns it as a message shows it. */
  String shown() {
    return (allows ? "allow" : "deny")
        + " window \""
        + text(settings.schedule())
        + "\" ("
        + text(settings.duration())
        + ", "
        + zone
        + ")";
  }
}

package dev.sealer.sync.status;

import dev.sealer.crds.argoproj.ApplicationStatus;
import dev.sealer.sync.health.Health;
import dev.sealer.sync.plan.Compared;
import dev.sealer.sync.plan.Comparison;
import dev.sealer.sync.plan.Desired;
import dev.sealer.sync.plan.LiveFacts;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Makes an Application's status. Times move only when what they speak of changed, so an Application
 * in which nothing happens is not written.
 */
public final class StatusBuilder {

  private final @Nullable ApplicationStatus before;
  private final String now;

  private StatusBuilder(@Nullable ApplicationStatus before, Instant now) {
    this.before = before;
    this.now = time(now);
  }

  /** RFC 3339 in whole seconds, as the API holds times. */
  public static String time(Instant instant) {
    return instant.truncatedTo(ChronoUnit.SECONDS).toString();
  }

  /**
   * The status to write.
   *
   * @param before as it is; null when there is none
   */
  public static ApplicationStatus build(
      @Nullable ApplicationStatus before, StatusInput input, Instant now) {
    StatusBuilder builder = new StatusBuilder(before, now);
    ApplicationStatus same = builder.with(input, before == null ? null : before.reconciledAt());
    return same.equals(before) ? same : builder.with(input, builder.now);
  }

  private ApplicationStatus with(StatusInput input, @Nullable String reconciledAt) {
    return new ApplicationStatus(
        new ApplicationStatus.SyncStatus(
            input.code().word(), input.comparedTo(), input.revision(), List.of()),
        health(input.health()),
        input.comparison().map(this::resources).orElseGet(this::resourcesBefore),
        input.history(),
        conditions(input.conditions()),
        input.operationState().orElse(null),
        summary(input.images()),
        reconciledAt,
        null,
        input.sourceType().isEmpty() ? sourceTypeBefore() : input.sourceType(),
        List.of(),
        null,
        input.controllerNamespace(),
        before == null ? null : before.sourceHydrator());
  }

  private ApplicationStatus.Health health(Health health) {
    ApplicationStatus.Health old = before == null ? null : before.health();
    String since =
        old != null && health.status().word().equals(old.status())
            ? Objects.requireNonNullElse(old.lastTransitionTime(), now)
            : now;
    return new ApplicationStatus.Health(health.status().word(), orNull(health.message()), since);
  }

  private List<ApplicationStatus.Resource> resources(Comparison comparison) {
    return comparison.resources().stream()
        .sorted(Comparator.comparing(Compared::id))
        .map(StatusBuilder::resource)
        .toList();
  }

  private static ApplicationStatus.Resource resource(Compared one) {
    int wave =
        one.desired().map(Desired::wave).orElseGet(() -> one.live().map(LiveFacts::wave).orElse(0));
    return new ApplicationStatus.Resource(
        orNull(one.id().group()),
        one.version(),
        one.id().kind(),
        orNull(one.id().namespace()),
        one.id().name(),
        one.code().word(),
        one.health()
            .map(h -> new ApplicationStatus.Health(h.status().word(), orNull(h.message()), null))
            .orElse(null),
        null,
        one.requiresPruning() ? Boolean.TRUE : null,
        needsApproval(one) ? Boolean.TRUE : null,
        wave == 0 ? null : (long) wave);
  }

  private static boolean needsApproval(Compared one) {
    return one.requiresPruning()
        && one.live().filter(live -> live.options().is("Prune", "confirm")).isPresent();
  }

  private List<ApplicationStatus.Resource> resourcesBefore() {
    return before == null ? List.of() : before.resources();
  }

  private @Nullable String sourceTypeBefore() {
    return before == null ? null : before.sourceType();
  }

  private List<ApplicationStatus.Condition> conditions(Map<String, String> wanted) {
    List<ApplicationStatus.Condition> made = new ArrayList<>();
    wanted.forEach((type, message) ->
        made.add(
            conditionBefore(type)
                .filter(old -> old.message().equals(message))
                .orElseGet(() -> new ApplicationStatus.Condition(type, message, now))));
    return made;
  }

  private Optional<ApplicationStatus.Condition> conditionBefore(String type) {
    return before == null
        ? Optional.empty()
        : before.conditions().stream().filter(old -> old.type().equals(type)).findFirst();
  }

  private static ApplicationStatus.@Nullable Summary summary(List<String> images) {
    return images.isEmpty() ? null : new ApplicationStatus.Summary(List.of(), images, null);
  }

  private static @Nullable String orNull(String text) {
    return text.isEmpty() ? null : text;
  }
}

package dev.sealer.sync.status;

import dev.sealer.crds.argoproj.ApplicationSpec;
import dev.sealer.crds.argoproj.ApplicationStatus;
import dev.sealer.crds.argoproj.ApplicationStatus.OperationState;
import dev.sealer.sync.health.Health;
import dev.sealer.sync.health.HealthStatus;
import dev.sealer.sync.manifest.ResourceId;
import dev.sealer.sync.plan.Compared;
import dev.sealer.sync.plan.Comparison;
import dev.sealer.sync.plan.Desired;
import dev.sealer.sync.plan.LiveFacts;
import dev.sealer.sync.plan.SyncCode;
import dev.sealer.sync.plan.operation.SyncTarget;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Creates an Application's status. Times move only when what they tell of changed, so an
 * Application in which nothing happens is not written.
 */
public final class ApplicationStatusFactory {

  /**
   * In a larger Application, only objects that are not healthy show their health: each write of the
   * status holds all objects, and etcd takes 1.5 MiB.
   */
  private static final int MOST_WITH_HEALTH = 500;

  private static final String DELETION_ERROR = "DeletionError";

  private final String controllerNamespace;

  /**
   * Creates a factory.
   *
   * @param controllerNamespace the namespace of this controller
   */
  public ApplicationStatusFactory(String controllerNamespace) {
    this.controllerNamespace = controllerNamespace;
  }

  /**
   * The findings in Git and in the cluster.
   *
   * @param code whether the cluster is as Git says
   * @param health of the whole
   * @param comparison empty when nothing could be compared: what the status says of objects stays
   * @param target the sources and commits compared with
   * @param sourceTypes how each source was rendered; empty when it is not known
   * @param spec of the Application, for what else was compared
   * @param conditions type to message, in the order to show
   * @param images that the objects name
   */
  public record Findings(
      SyncCode code,
      Health health,
      Optional<Comparison> comparison,
      SyncTarget target,
      List<String> sourceTypes,
      ApplicationSpec spec,
      Map<String, String> conditions,
      List<String> images) {}

  /** RFC 3339 in whole seconds, as the API holds times. */
  public static String time(Instant instant) {
    return instant.truncatedTo(ChronoUnit.SECONDS).toString();
  }

  /** Reads a time of the API; empty if there is none, or if it is not a time. */
  public static Optional<Instant> instant(@Nullable String text) {
    if (text == null || text.isEmpty()) {
      return Optional.empty();
    }
    try {
      return Optional.of(Instant.parse(text));
    } catch (DateTimeParseException e) {
      return Optional.empty();
    }
  }

  /**
   * Returns the status to write.
   *
   * @param before the present status; null when there is none
   * @param operation the sync that runs, or the last one; null when there was none
   * @param history past syncs, the oldest first
   */
  public ApplicationStatus create(
      @Nullable ApplicationStatus before,
      Findings findings,
      @Nullable OperationState operation,
      List<ApplicationStatus.History> history,
      Instant now) {
    Draft draft = new Draft(before, time(now));
    @Nullable String reconciledAt = before == null ? null : before.reconciledAt();
    ApplicationStatus same = draft.status(findings, operation, history, reconciledAt);
    return same.equals(before) ? same : draft.status(findings, operation, history, draft.now);
  }

  /**
   * Returns the status of an Application that is being deleted: what was found before stays.
   *
   * @param before the present status; null when there is none
   * @param operation the deletion; null before it begins
   * @param error why it does not go on; empty if it does
   */
  public ApplicationStatus deleting(
      @Nullable ApplicationStatus before,
      @Nullable OperationState operation,
      String error,
      Instant now) {
    ApplicationStatus old = before == null ? empty() : before;
    Map<String, String> wanted = new LinkedHashMap<>();
    old.conditions().stream()
        .filter(one -> !one.type().equals(DELETION_ERROR))
        .forEach(one -> wanted.put(one.type(), one.message()));
    if (!error.isEmpty()) {
      wanted.put(DELETION_ERROR, error);
    }
    return new ApplicationStatus(
        old.sync(),
        old.health(),
        old.resources(),
        old.history(),
        new Draft(before, time(now)).conditions(wanted),
        operation,
        old.summary(),
        old.reconciledAt(),
        old.observedAt(),
        old.sourceType(),
        old.sourceTypes(),
        old.resourceHealthSource(),
        old.controllerNamespace(),
        old.sourceHydrator());
  }

  private ApplicationStatus empty() {
    return new ApplicationStatus(
        null,
        null,
        List.of(),
        List.of(),
        List.of(),
        null,
        null,
        null,
        null,
        null,
        List.of(),
        null,
        controllerNamespace,
        null);
  }

  private final class Draft {
    private final @Nullable ApplicationStatus before;
    private final String now;

    Draft(@Nullable ApplicationStatus before, String now) {
      this.before = before;
      this.now = now;
    }

    ApplicationStatus status(
        Findings findings,
        @Nullable OperationState operation,
        List<ApplicationStatus.History> history,
        @Nullable String reconciledAt) {
      boolean isList = findings.target().sources().isList();
      List<String> types = findings.sourceTypes();
      return new ApplicationStatus(
          sync(findings),
          health(findings.health()),
          findings.comparison().map(this::resources).orElseGet(this::resourcesBefore),
          history,
          conditions(findings.conditions()),
          operation,
          summary(findings.images()),
          reconciledAt,
          null,
          types.isEmpty() ? sourceTypeBefore() : isList ? null : types.getFirst(),
          types.isEmpty() ? sourceTypesBefore() : isList ? types : List.of(),
          null,
          controllerNamespace,
          before == null ? null : before.sourceHydrator());
    }

    private static ApplicationStatus.SyncStatus sync(Findings findings) {
      SyncTarget target = findings.target();
      return new ApplicationStatus.SyncStatus(
          findings.code().word(),
          new ApplicationStatus.ComparedTo(
              target.sources().source(),
              target.sources().sources(),
              findings.spec().destination(),
              findings.spec().ignoreDifferences()),
          target.sources().isList() ? null : target.revision(),
          target.revisions());
    }

    private ApplicationStatus.Health health(Health health) {
      ApplicationStatus.Health old = before == null ? null : before.health();
      String since =
          old != null && health.status().word().equals(old.status())
              ? Objects.requireNonNullElse(old.lastTransitionTime(), now)
              : now;
      return new ApplicationStatus.Health(
          health.status().word(), orNull(ShownMessages.whole(health.message())), since);
    }

    private List<ApplicationStatus.Resource> resources(Comparison comparison) {
      boolean many = comparison.resources().size() > MOST_WITH_HEALTH;
      ShownMessages messages = new ShownMessages();
      SortedMap<ResourceId, ApplicationStatus.Resource> all = new TreeMap<>();
      comparison.resources().forEach(one -> all.put(one.id(), resource(one, many, messages)));
      comparison.kept().forEach(one -> all.put(one.id(), kept(one)));
      return List.copyOf(all.values());
    }

    /**
     * Returns what is said of an object that another Application keeps: no status, as in Argo CD.
     */
    private static ApplicationStatus.Resource kept(Desired one) {
      return new ApplicationStatus.Resource(
          orNull(one.id().group()),
          one.version(),
          one.id().kind(),
          orNull(one.id().namespace()),
          one.id().name(),
          null,
          null,
          null,
          null,
          null,
          one.wave() == 0 ? null : (long) one.wave());
    }

    private static ApplicationStatus.Resource resource(
        Compared one, boolean many, ShownMessages messages) {
      int wave =
          one.desired()
              .map(Desired::wave)
              .orElseGet(() -> one.live().map(LiveFacts::wave).orElse(0));
      return new ApplicationStatus.Resource(
          orNull(one.id().group()),
          one.version(),
          one.id().kind(),
          orNull(one.id().namespace()),
          one.id().name(),
          one.code().word(),
          one.health()
              .filter(h -> !many || h.status() != HealthStatus.HEALTHY)
              .map(h ->
                  new ApplicationStatus.Health(h.status().word(), messages.next(h.message()), null))
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

    private List<String> sourceTypesBefore() {
      return before == null ? List.of() : before.sourceTypes();
    }

    private List<ApplicationStatus.Condition> conditions(Map<String, String> wanted) {
      List<ApplicationStatus.Condition> made = new ArrayList<>();
      wanted.forEach((type, message) -> {
        String shown = ShownMessages.whole(message);
        made.add(
            conditionBefore(type)
                .filter(old -> old.message().equals(shown))
                .orElseGet(() -> new ApplicationStatus.Condition(type, shown, now)));
      });
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
}

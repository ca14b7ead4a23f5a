package dev.sealer.sync.engine;

import dev.sealer.crds.argoproj.ApplicationStatus;
import dev.sealer.sync.application.ApplicationView;
import dev.sealer.sync.engine.Refresher.Refreshed;
import dev.sealer.sync.health.Health;
import dev.sealer.sync.health.HealthStatus;
import dev.sealer.sync.plan.Compared;
import dev.sealer.sync.plan.DesiredSet;
import dev.sealer.sync.plan.SyncCode;
import dev.sealer.sync.plan.operation.SyncTarget;
import dev.sealer.sync.plan.order.SyncPlanner;
import dev.sealer.sync.status.ApplicationStatusFactory.Findings;
import dev.sealer.sync.status.Images;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Words a comparison, or the reason why there is none, for a status. */
final class ComparisonFindings {

  private ComparisonFindings() {}

  /**
   * Returns the findings of a comparison.
   *
   * @param target the commits to show
   * @param syncError the condition that says why no sync begins by itself; may be empty
   */
  static Findings compared(
      ApplicationView view,
      Refreshed refreshed,
      SyncTarget target,
      Optional<DesiredSet.Warning> syncError) {
    List<String> images = Images.of(refreshed.desired().resources());
    return new Findings(
        refreshed.comparison().code(),
        refreshed.comparison().health(),
        Optional.of(refreshed.comparison()),
        target,
        refreshed.fetched().types(),
        view.spec(),
        conditions(refreshed, images, syncError),
        images);
  }

  /** Returns the findings when nothing could be compared: what was said of objects stays. */
  static Findings failed(ApplicationView view, String condition, String message) {
    ApplicationStatus before = view.status();
    return new Findings(
        SyncCode.UNKNOWN,
        healthBefore(before),
        Optional.empty(),
        SyncTarget.of(view.sources()).at(view.shownCommits()),
        List.of(),
        view.spec(),
        Map.of(condition, message),
        before == null || before.summary() == null ? List.of() : before.summary().images());
  }

  private static Map<String, String> conditions(
      Refreshed refreshed, List<String> images, Optional<DesiredSet.Warning> syncError) {
    Map<String, List<String>> conditions = new LinkedHashMap<>();
    for (Compared one : refreshed.comparison().resources()) {
      if (!one.problem().isEmpty()) {
        add(conditions, "ComparisonError", one.problem());
      }
    }
    syncError.ifPresent(why -> add(conditions, why.type(), why.message()));
    for (DesiredSet.Warning warning : refreshed.warnings()) {
      add(conditions, warning.type(), warning.message());
    }
    for (String warning : refreshed.fetched().warnings()) {
      add(conditions, "RenderWarning", warning);
    }
    List<String> mutable = Images.mutable(images);
    if (!mutable.isEmpty()) {
      add(
          conditions,
          "MutableImageWarning",
          "what these images are can change without a commit; name a version or a digest: "
              + String.join(", ", mutable));
    }
    Map<String, String> shown = new LinkedHashMap<>();
    // An Application of thousands of objects must still fit into etcd.
    conditions.forEach((type, messages) -> shown.put(type, SyncPlanner.listed(messages)));
    return shown;
  }

  private static void add(Map<String, List<String>> conditions, String type, String message) {
    conditions.computeIfAbsent(type, _ -> new ArrayList<>()).add(message);
  }

  private static Health healthBefore(@Nullable ApplicationStatus before) {
    ApplicationStatus.Health health = before == null ? null : before.health();
    if (health != null) {
      for (HealthStatus status : HealthStatus.values()) {
        if (status.word().equals(health.status())) {
          return new Health(status, Objects.requireNonNullElse(health.message(), ""));
        }
      }
    }
    return Health.unknown("");
  }
}

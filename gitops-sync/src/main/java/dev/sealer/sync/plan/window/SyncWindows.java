package dev.sealer.sync.plan.window;

import dev.sealer.crds.argoproj.AppProjectSpec;
import dev.sealer.crds.argoproj.Destination;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** The sync windows that are for one Application. Immutable. */
public final class SyncWindows {

  private static final int MOST_EDGES = 100;
  private static final List<String> THIS_CLUSTER =
      List.of("https://kubernetes.default.svc", "in-cluster");

  private final List<SyncWindow> windows;

  private SyncWindows(List<SyncWindow> windows) {
    this.windows = List.copyOf(windows);
  }

  /**
   * A sync may not happen now.
   *
   * @param message names the window, and when the sync may happen
   * @param until when it may happen; empty if no window lets it
   */
  public record Hold(String message, Optional<Instant> until) {}

  /** Returns no windows: every sync may happen. */
  public static SyncWindows none() {
    return new SyncWindows(List.of());
  }

  /** Returns the first problem in the windows of a project; empty if there is none. */
  public static Optional<String> problem(List<AppProjectSpec.SyncWindow> all) {
    for (int i = 0; i < all.size(); i++) {
      try {
        SyncWindow _ = SyncWindow.parse(all.get(i));
      } catch (IllegalArgumentException e) {
        return Optional.of("spec.syncWindows[" + i + "]: " + e.getMessage());
      }
    }
    return Optional.empty();
  }

  /**
   * Returns the windows that are for an Application.
   *
   * @param all windows of its project, in which {@link #problem} finds none
   */
  public static SyncWindows of(
      List<AppProjectSpec.SyncWindow> all, String application, Destination destination) {
    String namespace = destination.namespace() == null ? "" : destination.namespace();
    List<String> clusters =
        Stream.concat(THIS_CLUSTER.stream(), Stream.ofNullable(destination.server()))
            .distinct()
            .toList();
    return new SyncWindows(
        all.stream()
            .map(SyncWindow::parse)
            .filter(window -> window.isFor(application, namespace, clusters))
            .toList());
  }

  /**
   * Returns why a sync that is to begin may not; empty if it may.
   *
   * @param manual whether somebody asked for it
   */
  public Optional<Hold> hold(boolean manual, Instant now) {
    return describe(
        blocking(now).stream().filter(window -> !manual || !window.allowsManualSync()).toList(),
        manual,
        now);
  }

  /**
   * Returns why a sync that has begun may not go on; empty if it may.
   *
   * @param startedAt when it began
   */
  public Optional<Hold> hold(boolean manual, Instant startedAt, Instant now) {
    List<SyncWindow> blocking = blocking(now);
    boolean overruns =
        blocking.stream().allMatch(SyncWindow::allowsOverrun) && hold(manual, startedAt).isEmpty();
    return overruns ? Optional.empty() : hold(manual, now);
  }

  /** Returns open deny windows, or else the allow windows if none of them is open. */
  private List<SyncWindow> blocking(Instant now) {
    List<SyncWindow> denies =
        windows.stream().filter(window -> !window.allows() && window.isActive(now)).toList();
    List<SyncWindow> allows = windows.stream().filter(SyncWindow::allows).toList();
    return denies.isEmpty() && allows.stream().noneMatch(window -> window.isActive(now))
        ? allows
        : denies;
  }

  private Optional<Hold> describe(List<SyncWindow> blocking, boolean manual, Instant now) {
    if (blocking.isEmpty()) {
      return Optional.empty();
    }
    SyncWindow first = blocking.getFirst();
    Optional<Instant> until = opens(manual, now);
    return Optional.of(
        new Hold(
            "held by the "
                + first.shown()
                + " of the project"
                + (first.allows() ? ", which is closed" : "")
                + until
                    .map(time -> "; it goes on at " + time.truncatedTo(ChronoUnit.SECONDS))
                    .orElse(""),
            until));
  }

  /** Returns when a sync may happen; at an edge that is far away, it is looked at again. */
  private Optional<Instant> opens(boolean manual, Instant now) {
    Optional<Instant> edge = Optional.of(now);
    for (int i = 0; i < MOST_EDGES; i++) {
      edge = edge.flatMap(this::nextEdge);
      if (edge.isEmpty()) {
        return edge;
      }
      Instant at = edge.get();
      if (blocking(at).stream().allMatch(window -> manual && window.allowsManualSync())) {
        return edge;
      }
    }
    return edge;
  }

  private Optional<Instant> nextEdge(Instant now) {
    List<Instant> edges = new ArrayList<>();
    windows.forEach(window -> window.nextEdge(now).ifPresent(edges::add));
    return edges.stream().min(Instant::compareTo);
  }
}

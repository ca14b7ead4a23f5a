package dev.sealer.sync.status;

import dev.sealer.crds.argoproj.ApplicationStatus;
import dev.sealer.crds.argoproj.Operation;
import dev.sealer.sync.plan.operation.SyncTarget;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Keeps the past syncs of an Application. */
public final class Histories {

  private static final int KEPT = 10;

  private Histories() {}

  /**
   * A sync that succeeded.
   *
   * @param target the sources and commits that it was of
   * @param commit who made the newest one, when and why; null when it is not known
   */
  public record Entry(
      SyncTarget target,
      String deployedAt,
      String deployStartedAt,
      Operation.@Nullable Initiator initiatedBy,
      ApplicationStatus.@Nullable Commit commit) {}

  /**
   * Appends an entry and drops the oldest beyond the limit.
   *
   * @param limit how many to keep; null for 10
   */
  @SuppressWarnings("NullAway") // It takes a qualified @Nullable of another module for none.
  public static List<ApplicationStatus.History> append(
      List<ApplicationStatus.History> past, Entry entry, @Nullable Long limit) {
    long id = past.stream().mapToLong(ApplicationStatus.History::id).max().orElse(-1) + 1;
    SyncTarget target = entry.target();
    List<ApplicationStatus.History> all = new ArrayList<>(past);
    all.add(
        new ApplicationStatus.History(
            id,
            target.sources().isList() ? null : target.revision(),
            target.revisions(),
            target.sources().source(),
            target.sources().sources(),
            entry.deployedAt(),
            entry.deployStartedAt(),
            entry.initiatedBy(),
            entry.commit()));
    int keep = Math.toIntExact(Math.max(0, Math.min(limit == null ? KEPT : limit, 1000)));
    return List.copyOf(all.subList(Math.max(0, all.size() - keep), all.size()));
  }
}

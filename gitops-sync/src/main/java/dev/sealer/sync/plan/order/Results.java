package dev.sealer.sync.plan.order;

import dev.sealer.crds.argoproj.ApplicationStatus.ResourceResult;
import dev.sealer.sync.manifest.ResourceId;
import dev.sealer.sync.plan.SyncPhase;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What a sync has done so far, as its Application's status holds it. */
public final class Results {

  /** Words of {@code status}. */
  public static final String SYNCED = "Synced";

  /** The API server refused it. */
  public static final String FAILED = "SyncFailed";

  /** Deleted. */
  public static final String PRUNED = "Pruned";

  /** Left although it left Git. */
  public static final String PRUNE_SKIPPED = "PruneSkipped";

  /** Words of {@code hookPhase}. */
  public static final String HOOK_RUNNING = "Running";

  /** The hook did what it should. */
  public static final String HOOK_SUCCEEDED = "Succeeded";

  /** The hook failed. */
  public static final String HOOK_FAILED = "Failed";

  private final List<ResourceResult> all;

  /** From a status. */
  public Results(List<ResourceResult> all) {
    this.all = List.copyOf(all);
  }

  /** All, in the order they happened. */
  public List<ResourceResult> all() {
    return all;
  }

  /** What was done to an ordinary object. */
  public Optional<ResourceResult> of(ResourceId id) {
    return all.stream().filter(one -> isFor(one, id) && text(one.hookType()).isEmpty()).findFirst();
  }

  /** What was done to a hook in a phase. */
  public Optional<ResourceResult> ofHook(ResourceId id, SyncPhase phase) {
    return all.stream()
        .filter(one -> isFor(one, id) && text(one.hookType()).equals(phase.word()))
        .findFirst();
  }

  private static boolean isFor(ResourceResult one, ResourceId id) {
    return one.kind().equals(id.kind())
        && one.name().equals(id.name())
        && one.group().equals(id.group())
        && one.namespace().equals(id.namespace());
  }

  private static String text(@Nullable String value) {
    return Objects.requireNonNullElse(value, "");
  }
}

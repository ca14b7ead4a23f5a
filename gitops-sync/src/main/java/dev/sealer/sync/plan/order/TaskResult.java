package dev.sealer.sync.plan.order;

import dev.sealer.sync.manifest.ResourceId;
import dev.sealer.sync.plan.Compared;
import dev.sealer.sync.plan.Desired;
import dev.sealer.sync.plan.SyncPhase;
import java.util.List;
import java.util.Optional;

/**
 * The result of one task of a sync.
 *
 * @param version the API version of the object, without the group
 * @param status what was done
 * @param message one line for the user; may be empty
 * @param phase when it was done
 * @param hook how far it is; empty for an object that is to stay
 * @param images that the object names
 */
public record TaskResult(
    ResourceId id,
    String version,
    Status status,
    String message,
    SyncPhase phase,
    Optional<HookState> hook,
    List<String> images) {

  /** Copies the images. */
  public TaskResult {
    images = List.copyOf(images);
  }

  /** The result for an object. */
  public enum Status {
    /** The object was applied, or already was as Git says. */
    SYNCED("Synced"),
    /** The API server refused it, or a hook failed. */
    FAILED("SyncFailed"),
    /** The object was deleted. */
    PRUNED("Pruned"),
    /** The object was left in the cluster although it is not in Git. */
    PRUNE_SKIPPED("PruneSkipped");

    private final String word;

    Status(String word) {
      this.word = word;
    }

    /** Returns the word in a status. */
    public String word() {
      return word;
    }
  }

  /** The progress of a hook. */
  public enum HookState {
    /** The hook runs. */
    RUNNING("Running"),
    /** The hook ended well. */
    SUCCEEDED("Succeeded"),
    /** The hook failed, or could not be created. */
    FAILED("Failed");

    private final String word;

    HookState(String word) {
      this.word = word;
    }

    /** Returns the word in a status. */
    public String word() {
      return word;
    }
  }

  /** Returns the result of applying an object. */
  public static TaskResult applied(
      Desired desired, Status status, String message, List<String> images) {
    return new TaskResult(
        desired.id(), desired.version(), status, message, SyncPhase.SYNC, Optional.empty(), images);
  }

  /** Returns the result for an object that left Git. */
  public static TaskResult left(Compared one, Status status, String message) {
    return new TaskResult(
        one.id(), one.version(), status, message, SyncPhase.SYNC, Optional.empty(), List.of());
  }

  /** Returns how far a hook is. */
  public static TaskResult hook(Desired hook, SyncPhase phase, HookState state, String message) {
    Status status = state == HookState.FAILED ? Status.FAILED : Status.SYNCED;
    return new TaskResult(
        hook.id(), hook.version(), status, message, phase, Optional.of(state), List.of());
  }

  /** Returns whether it is of a hook that runs. */
  public boolean isRunning() {
    return hook.filter(HookState.RUNNING::equals).isPresent();
  }
}

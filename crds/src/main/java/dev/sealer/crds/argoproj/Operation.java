package dev.sealer.crds.argoproj;

import dev.sealer.crds.schema.Copies;
import dev.sealer.crds.schema.KubeModel;
import dev.sealer.crds.schema.Schema;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A sync that was asked for. */
@KubeModel("A sync that was asked for.")
public record Operation(
    @Schema("What to sync.") @Nullable Sync sync,
    @Schema("Who asked.") @Nullable Initiator initiatedBy,
    @Schema("Free text.") List<NameValue> info,
    @Schema("How a failure is tried again.") @Nullable RetryStrategy retry) {
  public Operation {
    info = Copies.list(info);
  }

  /** The revision and the objects to sync, and the options. */
  @KubeModel
  public record Sync(
      @Schema("Revision to sync; the Application's when absent.") @Nullable String revision,
      @Schema("Revisions of several sources.") List<String> revisions,
      @Schema("Whether objects that left Git are deleted.") @Nullable Boolean prune,
      @Schema("Whether nothing is written.") @Nullable Boolean dryRun,
      @Schema("How objects are written.") @Nullable Strategy syncStrategy,
      @Schema("Only these objects; all when absent.") List<ResourceRef> resources,
      @Schema("Source instead of the Application's.") @Nullable ApplicationSource source,
      @Schema("Sources instead of the Application's.") List<ApplicationSource> sources,
      @Schema("Manifests instead of those in Git.") List<String> manifests,
      @Schema("Options instead of the Application's.") List<String> syncOptions,
      @Schema("How many times self-healing has tried.") @Nullable Long autoHealAttemptsCount) {
    public Sync {
      revisions = Copies.list(revisions);
      resources = Copies.list(resources);
      sources = Copies.list(sources);
      manifests = Copies.list(manifests);
      syncOptions = Copies.list(syncOptions);
    }
  }

  /** The way objects are written: with hooks, or without. */
  @KubeModel
  public record Strategy(
      @Schema("Without hooks.") @Nullable Force apply,
      @Schema("With hooks.") @Nullable Force hook) {}

  /** Deletes and recreates an object that cannot be updated. */
  @KubeModel
  public record Force(@Nullable Boolean force) {}

  /** One object of the Application. */
  @KubeModel
  public record ResourceRef(
      @Nullable String group,
      @Schema(required = true) String kind,
      @Schema(required = true) String name,
      @Nullable String namespace) {}

  /** Who asked for a sync. */
  @KubeModel
  public record Initiator(
      @Nullable String username,
      @Schema("Whether it was the controller itself.") @Nullable Boolean automated) {}
}

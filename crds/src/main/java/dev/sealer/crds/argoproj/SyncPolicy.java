package dev.sealer.crds.argoproj;

import dev.sealer.crds.schema.Copies;
import dev.sealer.crds.schema.KubeModel;
import dev.sealer.crds.schema.Schema;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** When and how a sync happens. */
@KubeModel("When and how a sync happens.")
public record SyncPolicy(
    @Schema("Sync without being asked; by hand only when absent.") @Nullable Automated automated,
    @Schema("Options such as CreateNamespace=true.") List<String> syncOptions,
    @Schema("How a failed sync is tried again.") @Nullable RetryStrategy retry,
    @Schema("Labels and annotations of the namespace that CreateNamespace makes.")
        @Nullable Metadata managedNamespaceMetadata) {
  public SyncPolicy {
    syncOptions = Copies.list(syncOptions);
  }

  /** The settings of automated sync. */
  @KubeModel
  public record Automated(
      @Schema("Whether it is on; on when absent.") @Nullable Boolean enabled,
      @Schema("Whether objects that left Git are deleted.") @Nullable Boolean prune,
      @Schema("Whether changes made in the cluster are undone.") @Nullable Boolean selfHeal,
      @Schema("Whether a sync may delete everything.") @Nullable Boolean allowEmpty) {}
}

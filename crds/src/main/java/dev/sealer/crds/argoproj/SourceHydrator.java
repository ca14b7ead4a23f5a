package dev.sealer.crds.argoproj;

import dev.sealer.crds.schema.KubeModel;
import dev.sealer.crds.schema.Schema;
import org.jspecify.annotations.Nullable;

/** Renders to a branch of Git first, and syncs from there. */
@KubeModel("Renders to a branch of Git first, and syncs from there.")
public record SourceHydrator(
    @Schema(value = "What to render.", required = true) ApplicationSource drySource,
    @Schema(value = "What to sync.", required = true) SyncSource syncSource,
    @Schema("Where rendered manifests are pushed first.") @Nullable HydrateTo hydrateTo) {

  /** The branch and directory to sync from. */
  @KubeModel
  public record SyncSource(
      @Schema(value = "Branch to sync from.", required = true) String targetBranch,
      @Schema(
              value = "Directory of the branch.",
              required = true,
              minLength = 1,
              pattern = "^.{2,}|[^./]$")
          String path,
      @Schema("Repository; the dry source's when absent.") @Nullable String repoURL) {}

  /** The branch for rendered manifests before they are approved. */
  @KubeModel
  public record HydrateTo(@Schema(required = true) String targetBranch) {}
}

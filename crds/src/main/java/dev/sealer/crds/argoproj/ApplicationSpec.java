package dev.sealer.crds.argoproj;

import dev.sealer.crds.schema.Copies;
import dev.sealer.crds.schema.KubeModel;
import dev.sealer.crds.schema.Schema;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The desired state of an Application: sources, destination and sync policy. */
@KubeModel("What to run from Git, and where.")
public record ApplicationSpec(
    @Schema("Where manifests are; passed over where `sources` is given.")
        @Nullable ApplicationSource source,
    @Schema("Several sources; on equal objects the last wins.") List<ApplicationSource> sources,
    @Schema("Renders to a branch of Git first.") @Nullable SourceHydrator sourceHydrator,
    @Schema(value = "Where to write.", required = true) Destination destination,
    @Schema(value = "Name of the AppProject; empty for `default`.", required = true) String project,
    @Schema("When and how a sync happens.") @Nullable SyncPolicy syncPolicy,
    @Schema("Fields in which a difference is none.") List<IgnoreDifference> ignoreDifferences,
    @Schema("Free text and links to show.") List<NameValue> info,
    @Schema("How many past syncs to keep; 10 when absent.") @Nullable Long revisionHistoryLimit) {
  public ApplicationSpec {
    sources = Copies.list(sources);
    ignoreDifferences = Copies.list(ignoreDifferences);
    info = Copies.list(info);
  }
}

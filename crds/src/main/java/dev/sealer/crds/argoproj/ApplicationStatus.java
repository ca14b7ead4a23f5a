package dev.sealer.crds.argoproj;

import dev.sealer.crds.schema.Copies;
import dev.sealer.crds.schema.KubeModel;
import dev.sealer.crds.schema.Schema;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The observed state of an Application: what runs, and the difference from Git. Times are RFC 3339.
 */
@KubeModel("What runs, and how it compares with Git.")
public record ApplicationStatus(
    @Schema("Whether the cluster is as Git says.") @Nullable SyncStatus sync,
    @Schema("Whether what runs is healthy.") @Nullable Health health,
    @Schema("Every object of the Application.") List<Resource> resources,
    @Schema("Past syncs, the oldest first.") List<History> history,
    @Schema("What is wrong.") List<Condition> conditions,
    @Schema("The sync that runs, or the last one.") @Nullable OperationState operationState,
    @Schema("Images and links of what runs.") @Nullable Summary summary,
    @Schema(value = "When Git and cluster were last compared.", format = "date-time")
        @Nullable String reconciledAt,
    @Schema(value = "Deprecated.", format = "date-time") @Nullable String observedAt,
    @Schema("Helm, Kustomize, Directory or Plugin.") @Nullable String sourceType,
    @Schema("The same for several sources.") List<String> sourceTypes,
    @Schema("Where the health of single objects is kept.") @Nullable String resourceHealthSource,
    @Schema("Namespace of the controller that wrote this.") @Nullable String controllerNamespace,
    @Schema("State of rendering to Git.") @Nullable HydratorStatus sourceHydrator) {

  public ApplicationStatus {
    resources = Copies.list(resources);
    history = Copies.list(history);
    conditions = Copies.list(conditions);
    sourceTypes = Copies.list(sourceTypes);
  }

  /** Synced, OutOfSync or Unknown; and what was compared. */
  @KubeModel
  public record SyncStatus(
      @Schema(value = "Synced, OutOfSync or Unknown.", required = true) String status,
      @Schema("The source and destination that were compared.") @Nullable ComparedTo comparedTo,
      @Schema("Commit that was compared.") @Nullable String revision,
      @Schema("Commits of several sources.") List<String> revisions) {
    public SyncStatus {
      revisions = Copies.list(revisions);
    }
  }

  /** The source and destination that were compared. */
  @KubeModel
  public record ComparedTo(
      @Nullable ApplicationSource source,
      List<ApplicationSource> sources,
      @Schema(required = true) Destination destination,
      List<IgnoreDifference> ignoreDifferences) {
    public ComparedTo {
      sources = Copies.list(sources);
      ignoreDifferences = Copies.list(ignoreDifferences);
    }
  }

  /** Healthy, Suspended, Progressing, Missing, Degraded or Unknown. */
  @KubeModel
  public record Health(
      @Schema("Healthy, Suspended, Progressing, Missing, Degraded or Unknown.")
          @Nullable String status,
      @Nullable String message,
      @Schema(format = "date-time") @Nullable String lastTransitionTime) {}

  /** One object of the Application. */
  @KubeModel
  public record Resource(
      @Nullable String group,
      @Nullable String version,
      @Nullable String kind,
      @Nullable String namespace,
      @Nullable String name,
      @Schema("Synced, OutOfSync or Unknown.") @Nullable String status,
      @Nullable Health health,
      @Schema("Whether it is a hook.") @Nullable Boolean hook,
      @Schema("Whether it left Git and waits for deletion.") @Nullable Boolean requiresPruning,
      @Schema("Whether its deletion must be approved.")
          @Nullable Boolean requiresDeletionConfirmation,
      @Nullable Long syncWave) {}

  /** A sync that succeeded. */
  @KubeModel
  public record History(
      @Schema(required = true) Long id,
      @Nullable String revision,
      List<String> revisions,
      @Nullable ApplicationSource source,
      List<ApplicationSource> sources,
      @Schema(required = true, format = "date-time") String deployedAt,
      @Schema(format = "date-time") @Nullable String deployStartedAt,
      Operation.@Nullable Initiator initiatedBy,
      @Schema("The commit that was synced; not in Argo CD's history.") @Nullable Commit commit) {
    public History {
      revisions = Copies.list(revisions);
      sources = Copies.list(sources);
    }
  }

  /** A commit, so that a change in the cluster can be traced to who made it, and when. */
  @KubeModel
  public record Commit(
      @Schema(value = "Author as Git prints it: Name <email>.", required = true) String author,
      @Schema(value = "When the change was made.", format = "date-time") @Nullable String date,
      @Schema("First line of the message.") @Nullable String message) {}

  /** Something that is wrong. */
  @KubeModel
  public record Condition(
      @Schema(value = "Kind of trouble, such as ComparisonError.", required = true) String type,
      @Schema(required = true) String message,
      @Schema(format = "date-time") @Nullable String lastTransitionTime) {}

  /** The sync that runs, or the last one. */
  @KubeModel
  public record OperationState(
      @Schema(required = true) Operation operation,
      @Schema(value = "Running, Terminating, Failed, Error or Succeeded.", required = true)
          String phase,
      @Nullable String message,
      @Schema(required = true, format = "date-time") String startedAt,
      @Schema(format = "date-time") @Nullable String finishedAt,
      @Nullable Long retryCount,
      @Nullable SyncResult syncResult) {}

  /** The result of a sync. */
  @KubeModel
  public record SyncResult(
      @Schema(required = true) String revision,
      List<String> revisions,
      @Nullable ApplicationSource source,
      List<ApplicationSource> sources,
      @Nullable Metadata managedNamespaceMetadata,
      List<ResourceResult> resources) {
    public SyncResult {
      revisions = Copies.list(revisions);
      sources = Copies.list(sources);
      resources = Copies.list(resources);
    }
  }

  /** The result of a sync for one object. */
  @KubeModel
  public record ResourceResult(
      @Schema(required = true) String group,
      @Schema(required = true) String version,
      @Schema(required = true) String kind,
      @Schema(required = true) String namespace,
      @Schema(required = true) String name,
      @Schema("Synced, SyncFailed, Pruned or PruneSkipped.") @Nullable String status,
      @Nullable String message,
      @Nullable String hookType,
      @Nullable String hookPhase,
      @Nullable String syncPhase,
      List<String> images) {
    public ResourceResult {
      images = Copies.list(images);
    }
  }

  /** Images and links of what runs. */
  @KubeModel
  public record Summary(
      List<String> externalURLs, List<String> images, @Nullable Boolean isAppOfApps) {
    public Summary {
      externalURLs = Copies.list(externalURLs);
      images = Copies.list(images);
    }
  }

  /** State of rendering to Git. */
  @KubeModel
  public record HydratorStatus(
      @Nullable String lastComparedDryRevision,
      @Nullable HydrateOperation currentOperation,
      @Nullable SuccessfulHydrate lastSuccessfulOperation) {}

  /** The rendering that runs, or the last one. */
  @KubeModel
  public record HydrateOperation(
      @Nullable String drySHA,
      @Nullable String hydratedSHA,
      @Schema(
              required = true,
              oneOf = {"Hydrating", "Failed", "Hydrated"})
          String phase,
      @Schema(required = true) String message,
      @Schema(format = "date-time") @Nullable String startedAt,
      @Schema(format = "date-time") @Nullable String finishedAt,
      @Nullable SourceHydrator sourceHydrator) {}

  /** The last rendering that succeeded. */
  @KubeModel
  public record SuccessfulHydrate(
      @Nullable String drySHA,
      @Nullable String hydratedSHA,
      @Nullable SourceHydrator sourceHydrator) {}
}

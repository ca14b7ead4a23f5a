package dev.sealer.crds.argoproj;

import dev.sealer.crds.schema.Copies;
import dev.sealer.crds.schema.KubeModel;
import dev.sealer.crds.schema.Schema;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The limits. Patterns are globs; one that begins with {@code !} denies.
 *
 * @param namespaceResourceWhitelist null when absent, which allows every namespaced kind
 */
@KubeModel("Limits for the Applications of the project.")
public record AppProjectSpec(
    @Schema("Repositories that may be used.") List<String> sourceRepos,
    @Schema("Clusters and namespaces that may be written to.") List<Destination> destinations,
    @Schema(value = "What the project is for.", maxLength = 255) @Nullable String description,
    @Schema("Who may do what in the project.") List<Role> roles,
    @Schema("Kinds of the cluster that may be written; none when absent.")
        List<ClusterKind> clusterResourceWhitelist,
    @Schema("Kinds of the cluster that may not be written.")
        List<ClusterKind> clusterResourceBlacklist,
    @Schema("Namespaced kinds that may be written; all when absent.")
        @Nullable List<NamespacedKind> namespaceResourceWhitelist,
    @Schema("Namespaced kinds that may not be written.")
        List<NamespacedKind> namespaceResourceBlacklist,
    @Schema("Whether objects that belong to no Application are reported.")
        @Nullable OrphanedResources orphanedResources,
    @Schema("When syncs may happen.") List<SyncWindow> syncWindows,
    @Schema("Deprecated: OpenPGP keys of which one must have signed the commit.")
        List<SignatureKey> signatureKeys,
    @Schema("Which signatures a commit must carry.") @Nullable SourceIntegrity sourceIntegrity,
    @Schema("Namespaces in which Applications of the project may live.")
        List<String> sourceNamespaces,
    @Schema("Whether only clusters of this project may be used.")
        @Nullable Boolean permitOnlyProjectScopedClusters,
    @Schema("The service account to write as, by destination.")
        List<DestinationServiceAccount> destinationServiceAccounts) {

  public AppProjectSpec {
    sourceRepos = Copies.list(sourceRepos);
    destinations = Copies.list(destinations);
    roles = Copies.list(roles);
    clusterResourceWhitelist = Copies.list(clusterResourceWhitelist);
    clusterResourceBlacklist = Copies.list(clusterResourceBlacklist);
    namespaceResourceWhitelist = Copies.listOrNull(namespaceResourceWhitelist);
    namespaceResourceBlacklist = Copies.list(namespaceResourceBlacklist);
    syncWindows = Copies.list(syncWindows);
    signatureKeys = Copies.list(signatureKeys);
    sourceNamespaces = Copies.list(sourceNamespaces);
    destinationServiceAccounts = Copies.list(destinationServiceAccounts);
  }

  /** A cluster-scoped kind, or only its objects of some name. */
  @KubeModel
  public record ClusterKind(
      @Schema(required = true) String group,
      @Schema(required = true) String kind,
      @Nullable String name) {}

  /** A namespaced kind. */
  @KubeModel
  public record NamespacedKind(
      @Schema(required = true) String group, @Schema(required = true) String kind) {}

  /** A role of the project. */
  @KubeModel
  public record Role(
      @Schema(value = "Name of the role.", required = true) String name,
      @Schema("What the role is for.") @Nullable String description,
      @Schema("Policy lines in Casbin's form.") List<String> policies,
      @Schema("Groups of the identity provider that have the role.") List<String> groups,
      @Schema("Tokens given out for the role.") List<JwtToken> jwtTokens) {
    public Role {
      policies = Copies.list(policies);
      groups = Copies.list(groups);
      jwtTokens = Copies.list(jwtTokens);
    }
  }

  /** A token given out; times are Unix seconds. */
  @KubeModel
  public record JwtToken(
      @Schema(value = "Issued at, in Unix seconds.", required = true) Long iat,
      @Schema("Expires at, in Unix seconds.") @Nullable Long exp,
      @Nullable String id) {}

  /** Reports objects in the project's namespaces that do not belong to an Application. */
  @KubeModel
  public record OrphanedResources(
      @Schema("Whether a condition warns of them.") @Nullable Boolean warn,
      @Schema("Objects to pass over.") List<OrphanedKey> ignore) {
    public OrphanedResources {
      ignore = Copies.list(ignore);
    }
  }

  /** Objects that are not reported as orphaned; globs. */
  @KubeModel
  public record OrphanedKey(@Nullable String group, @Nullable String kind, @Nullable String name) {}

  /** A time in which syncs are allowed or denied. Selectors are globs, any one match is enough. */
  @KubeModel
  public record SyncWindow(
      @Schema("allow or deny.") @Nullable String kind,
      @Schema("Cron schedule of five fields at which the window opens.") @Nullable String schedule,
      @Schema("How long the window stays open, such as 1h.") @Nullable String duration,
      @Schema("Applications by name.") List<String> applications,
      @Schema("Applications by the namespace they write to.") List<String> namespaces,
      @Schema("Applications by the cluster they write to.") List<String> clusters,
      @Schema("Whether a sync by hand may happen outside.") @Nullable Boolean manualSync,
      @Schema("Time zone of the schedule; UTC when absent.") @Nullable String timeZone,
      @Schema("Whether all selectors must match, not one of them.") @Nullable Boolean andOperator,
      @Schema("Whether a sync that runs may go on past the end.") @Nullable Boolean syncOverrun,
      @Schema("What the window is for.") @Nullable String description) {
    public SyncWindow {
      applications = Copies.list(applications);
      namespaces = Copies.list(namespaces);
      clusters = Copies.list(clusters);
    }
  }

  /** An OpenPGP key by its long id. */
  @KubeModel
  public record SignatureKey(@Schema(required = true) String keyID) {}

  /** Which signatures a commit must carry. */
  @KubeModel
  public record SourceIntegrity(@Schema(required = true) GitIntegrity git) {}

  /** Rules for Git repositories. */
  @KubeModel
  public record GitIntegrity(@Schema(required = true) List<GitPolicy> policies) {
    public GitIntegrity {
      policies = Copies.list(policies);
    }
  }

  /** A rule for the repositories that match. */
  @KubeModel
  public record GitPolicy(
      @Schema(required = true) List<RepoPattern> repos, @Schema(required = true) Gpg gpg) {
    public GitPolicy {
      repos = Copies.list(repos);
    }
  }

  /** Repositories whose address matches a glob. */
  @KubeModel
  public record RepoPattern(@Schema(required = true) String url) {}

  /** Which commits must be signed, and with which OpenPGP keys. */
  @KubeModel
  public record Gpg(
      @Schema(value = "none, head or strict.", required = true) String mode,
      @Schema(required = true) List<String> keys) {
    public Gpg {
      keys = Copies.list(keys);
    }
  }

  /** The service account to write as, where the destination matches. */
  @KubeModel
  public record DestinationServiceAccount(
      @Schema(required = true) String server,
      @Nullable String namespace,
      @Schema(required = true) String defaultServiceAccount) {}
}

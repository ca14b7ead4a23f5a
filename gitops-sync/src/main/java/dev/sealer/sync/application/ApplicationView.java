package dev.sealer.sync.application;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sealer.crds.argoproj.Application;
import dev.sealer.crds.argoproj.ApplicationSpec;
import dev.sealer.crds.argoproj.ApplicationStatus;
import dev.sealer.crds.argoproj.Destination;
import dev.sealer.crds.argoproj.Operation;
import dev.sealer.git.GitException;
import dev.sealer.git.RepositoryUrl;
import dev.sealer.kube.ObjectKey;
import dev.sealer.kube.ResourceType;
import dev.sealer.kube.apply.ObjectRef;
import dev.sealer.kube.client.Json;
import dev.sealer.kube.events.Subject;
import dev.sealer.sync.live.SyncNames;
import dev.sealer.sync.manifest.Manifest;
import dev.sealer.sync.manifest.ResourceId;
import dev.sealer.sync.plan.AdoptedManagers;
import dev.sealer.sync.plan.SyncOptions;
import dev.sealer.sync.plan.operation.SyncOperation;
import dev.sealer.sync.plan.operation.SyncTarget;
import dev.sealer.sync.plan.spec.SourceSet;
import dev.sealer.sync.status.ApplicationStatusFactory;
import dev.sealer.sync.status.OperationMapper;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** An Application as the API server holds it: the tree, and what is read of it. */
public final class ApplicationView {

  public static final ResourceType TYPE = ResourceType.of(Application.class);
  public static final String REFRESH = "argocd.argoproj.io/refresh";
  private static final String SKIP = "argocd.argoproj.io/skip-reconcile";
  private static final String PAUSED = "sealer.dev/automation-paused-until";
  private static final String APPROVED = "argocd.argoproj.io/deletion-approved";

  private final ObjectNode tree;
  private final Application typed;

  public ApplicationView(ObjectNode tree) {
    this.tree = tree;
    this.typed = Json.typed(tree, Application.class);
  }

  public ObjectNode tree() {
    return tree;
  }

  public ObjectKey key() {
    return ObjectKey.of(typed);
  }

  /** Returns how another Application is named in messages of this one. */
  public String nameOf(ObjectKey other) {
    return other.namespace().equals(key().namespace()) ? other.name() : other.toString();
  }

  public ObjectRef target() {
    return new ObjectRef(TYPE, key());
  }

  public Subject subject() {
    return Subject.of(TYPE, key(), tree.path("metadata").path("uid").asText());
  }

  public String resourceVersion() {
    return tree.path("metadata").path("resourceVersion").asText();
  }

  public ApplicationSpec spec() {
    return typed.getSpec();
  }

  public boolean hasSpec() {
    return typed.getSpec() != null;
  }

  public Destination destination() {
    return spec().destination();
  }

  public String destinationNamespace() {
    String namespace = destination().namespace();
    return namespace == null ? "" : namespace;
  }

  public @Nullable ApplicationStatus status() {
    return typed.getStatus();
  }

  public ApplicationStatus.@Nullable OperationState operationState() {
    ApplicationStatus status = status();
    return status == null ? null : status.operationState();
  }

  /** Returns the sync that runs, or the last one. */
  public Optional<SyncOperation> lastOperation() {
    return OperationMapper.read(operationState());
  }

  public List<ApplicationStatus.History> history() {
    ApplicationStatus status = status();
    return status == null ? List.of() : status.history();
  }

  public Optional<Operation> operation() {
    return Optional.ofNullable(typed.getOperation());
  }

  /** Returns the sources that the spec names. */
  public SourceSet sources() {
    return SourceSet.of(spec().source(), spec().sources());
  }

  /** Returns the commits that were compared last, if they were of these sources. */
  public Optional<List<String>> comparedCommits(SourceSet sources) {
    ApplicationStatus status = status();
    ApplicationStatus.SyncStatus sync = status == null ? null : status.sync();
    ApplicationStatus.ComparedTo compared = sync == null ? null : sync.comparedTo();
    return sync == null || compared == null
        ? Optional.empty()
        : Optional.of(
                SyncTarget.of(
                    compared.source(), compared.sources(), sync.revision(), sync.revisions()))
            .filter(target -> target.sources().equals(sources))
            .map(SyncTarget::commits)
            .filter(commits -> commits.size() == sources.all().size());
  }

  /** Returns the commits that were deployed last, of these sources. */
  public Optional<List<String>> deployedCommits(SourceSet sources) {
    return history().stream()
        .map(ApplicationView::target)
        .filter(target -> target.sources().equals(sources))
        .map(SyncTarget::commits)
        .filter(commits -> commits.size() == sources.all().size())
        .reduce((_, newer) -> newer);
  }

  /** Returns the commits that the status shows; empty if it shows none. */
  public List<String> shownCommits() {
    ApplicationStatus status = status();
    ApplicationStatus.SyncStatus sync = status == null ? null : status.sync();
    if (sync == null) {
      return List.of();
    }
    String single = Objects.requireNonNullElse(sync.revision(), "");
    return single.isEmpty() ? sync.revisions() : List.of(single);
  }

  /** Returns the repository of the first source, without credentials. */
  public String shownRepository() {
    if (sources().isEmpty()) {
      return "";
    }
    try {
      return RepositoryUrl.parse(sources().all().getFirst().repoURL()).shown();
    } catch (GitException e) {
      return "";
    }
  }

  public SyncOptions options() {
    return spec().syncPolicy() == null
        ? SyncOptions.of(List.of())
        : SyncOptions.of(spec().syncPolicy().syncOptions());
  }

  /** Returns from whom its objects are taken over. */
  public AdoptedManagers adopted() {
    return AdoptedManagers.of(
        options(), Manifest.annotation(tree, AdoptedManagers.NAMED), SyncNames.FIELD_MANAGER);
  }

  /** Returns the destination's namespace if it is created on demand; else empty. */
  public String createdNamespace() {
    return options().on("CreateNamespace") ? destinationNamespace() : "";
  }

  /** Returns the kinds of hooks that the Application has had, each as {@code apiVersion/kind}. */
  public Set<String> hookKinds() {
    return new TreeSet<>(
        Manifest.annotation(tree, SyncNames.HOOK_KINDS)
            .map(kinds -> List.of(kinds.split(",")))
            .orElse(List.of()));
  }

  public Optional<String> refresh() {
    return Manifest.annotation(tree, REFRESH);
  }

  public boolean isSkipped() {
    return Manifest.annotation(tree, SKIP).filter("true"::equals).isPresent();
  }

  /** Returns until when a user has paused automated syncs, self-heal included. */
  public Optional<Instant> pausedUntil() {
    return Manifest.annotation(tree, PAUSED).flatMap(ApplicationStatusFactory::instant);
  }

  /**
   * Returns whether a user has approved deletions, at a time when those from {@code since} on were
   * known.
   */
  public boolean deletionsApproved(Instant since) {
    return Manifest.annotation(tree, APPROVED)
        .flatMap(ApplicationStatusFactory::instant)
        .filter(at -> !at.isBefore(since.truncatedTo(ChronoUnit.SECONDS)))
        .isPresent();
  }

  /** Returns since when the Application is being deleted; empty if it is not. */
  public Optional<Instant> deletingSince() {
    return ApplicationStatusFactory.instant(
        tree.path("metadata").path("deletionTimestamp").asText());
  }

  /**
   * Returns since when it is known what a sync deletes: since the first full sync of its commit
   * began, which may be this one.
   */
  public Instant deletionsKnownSince(SyncOperation operation) {
    return history().isEmpty()
        ? operation.startedAt()
        : Optional.of(history().getLast())
            .filter(last -> target(last).isSameAs(operation.target()))
            .flatMap(last -> Optional.ofNullable(last.deployStartedAt()))
            .flatMap(ApplicationStatusFactory::instant)
            .orElse(operation.startedAt());
  }

  /** Returns whether a full sync, and no other one since, has applied what a target stands for. */
  public boolean hasDeployed(SyncTarget target) {
    boolean last =
        lastOperation()
            .filter(
                one -> (one.hasSucceeded() || one.isSelfHeal()) && one.target().isSameAs(target))
            .isPresent();
    return !history().isEmpty() && (last || target(history().getLast()).isSameAs(target));
  }

  private static SyncTarget target(ApplicationStatus.History entry) {
    return SyncTarget.of(entry.source(), entry.sources(), entry.revision(), entry.revisions());
  }

  /** Returns whether an object is this Application: its directory may hold its own manifest. */
  public boolean isItself(ResourceId id) {
    return id.is(TYPE.group(), TYPE.kind())
        && id.namespace().equals(key().namespace())
        && id.name().equals(key().name());
  }

  /** Returns whether another reading of the same object holds the same status and operation. */
  public boolean hasSameProgress(ApplicationView other) {
    return subject().equals(other.subject())
        && tree.path("status").equals(other.tree.path("status"))
        && tree.path("operation").equals(other.tree.path("operation"))
        && isDeleting() == other.isDeleting();
  }

  public boolean isDeleting() {
    return tree.path("metadata").hasNonNull("deletionTimestamp");
  }

  public List<String> finalizers() {
    return typed.getMetadata().getFinalizers();
  }

  public String project() {
    return spec().project().isEmpty() ? "default" : spec().project();
  }
}

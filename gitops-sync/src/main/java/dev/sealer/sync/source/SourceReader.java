package dev.sealer.sync.source;

import dev.sealer.crds.argoproj.ApplicationSource;
import dev.sealer.git.GitException;
import dev.sealer.git.GitSource;
import dev.sealer.git.GitTree;
import dev.sealer.git.RepositoryUrl;
import dev.sealer.git.ResolvedRevision;
import dev.sealer.kube.ObjectKey;
import dev.sealer.kube.ResourceType;
import dev.sealer.sync.application.ApplicationView;
import dev.sealer.sync.live.ServedKinds;
import dev.sealer.sync.manifest.Manifest;
import dev.sealer.sync.manifest.ManifestException;
import dev.sealer.sync.plan.ApplicationContext;
import dev.sealer.sync.plan.ApplicationNamespaces;
import dev.sealer.sync.plan.Desired;
import dev.sealer.sync.plan.DesiredSet;
import dev.sealer.sync.plan.Normaliser;
import dev.sealer.sync.plan.ProjectRules;
import dev.sealer.sync.plan.operation.SyncTarget;
import dev.sealer.sync.plan.operation.TargetKey;
import dev.sealer.sync.poll.RepositoryPoller;
import dev.sealer.sync.render.RenderedSource;
import dev.sealer.sync.render.SourceRenderer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Reads the sources of an Application from Git and renders what changed since the last time.
 * Thread-safe.
 */
public final class SourceReader {

  private final GitSource git;
  private final SourceRenderer renderer;
  private final ServedKinds kinds;
  private final RepositoryPoller poller;
  private final ApplicationNamespaces namespaces;
  private final RememberedSources remembered = new RememberedSources();

  /** Remembers nothing yet. */
  public SourceReader(
      GitSource git,
      SourceRenderer renderer,
      ServedKinds kinds,
      RepositoryPoller poller,
      ApplicationNamespaces namespaces) {
    this.git = git;
    this.renderer = renderer;
    this.kinds = kinds;
    this.poller = poller;
    this.namespaces = namespaces;
  }

  /** Returns how old refs may be that an Application is compared with. */
  public Duration maxAge() {
    return poller.maxAge();
  }

  /**
   * Returns what a sync of the requested commits applies. Where the Application was compared with
   * other commits of the same content last, no commit is rendered.
   *
   * @param like a target that is returned if the commits are the same
   * @throws GitException when Git does not give it
   */
  public SyncTarget target(ApplicationView view, SourceRequest request, SyncTarget like) {
    List<ResolvedRevision> revisions = resolve(view, request);
    List<String> commits = revisions.stream().map(ResolvedRevision::sha).toList();
    if (commits.equals(like.commits()) && request.sources().equals(like.sources())) {
      return like;
    }
    TargetKey key =
        remembered
            .find(place(view, request))
            .filter(known -> isSameIn(view, known, revisions))
            .map(FetchedSources::key)
            .orElse(TargetKey.UNKNOWN);
    return new SyncTarget(request.sources(), commits, key);
  }

  private boolean isSameIn(
      ApplicationView view, FetchedSources known, List<ResolvedRevision> revisions) {
    for (int i = 0; i < revisions.size(); i++) {
      ResolvedSource source = known.all().get(i);
      ResolvedRevision now = revisions.get(i);
      if (!source.revision().sha().equals(now.sha())) {
        try (GitTree tree = open(view, source.spec(), now)) {
          if (!source.rendered().isSameIn(tree)) {
            return false;
          }
        }
      }
    }
    return true;
  }

  /**
   * Reads all sources.
   *
   * @throws GitException when Git does not give one
   * @throws ManifestException when what Git gives cannot become objects, or the project forbids one
   * @throws dev.sealer.sync.render.BuildTroubleException when it could not be rendered now
   */
  public FetchedSources fetch(ApplicationView view, SourceRequest request, ProjectRules project) {
    FetchedSources fetched = read(view, request, project).within(project.settings().resources());
    // A hook is created like any other object, so the project decides about it like any other.
    check(fetched.desired().all(), project);
    return fetched.under(project, warnings(view, request));
  }

  /** Reads Git for the hooks of a deletion; the project decides about no other objects. */
  public FetchedSources fetchDeletionHooks(
      ApplicationView view, SourceRequest request, ProjectRules project) {
    FetchedSources fetched = read(view, request, project).within(project.settings().resources());
    check(fetched.desired().deletionHooks().stream(), project);
    return fetched.under(project, warnings(view, request));
  }

  /** Returns why objects cannot be marked as of an Application; empty if they can. */
  public Optional<String> markProblem(ApplicationView view, ProjectRules project) {
    return project.tracking().refuse(namespaces.tracking(view.key()));
  }

  /** Forgets an Application that does not exist any more, or that may read nothing. */
  public void forget(ObjectKey application) {
    poller.forget(application);
    remembered.forget(application);
  }

  /** Forgets everything that was remembered to save work. */
  public void forgetAll() {
    renderer.forgetAll();
    remembered.forgetAll();
  }

  private List<String> warnings(ApplicationView view, SourceRequest request) {
    return request.sources().all().stream()
        .flatMap(source ->
            git.forTenant(view.project()).warnings(RepositoryUrl.parse(source.repoURL())).stream())
        .distinct()
        .toList();
  }

  private static void check(Stream<Desired> objects, ProjectRules project) {
    objects.forEach(one ->
        project
            .refuseObject(one.id())
            .ifPresent(problem -> {
              throw ManifestException.at(one.origin(), problem);
            }));
  }

  private List<ResolvedRevision> resolve(ApplicationView view, SourceRequest request) {
    List<ResolvedRevision> found = new ArrayList<>();
    List<RepositoryPoller.Followed> followed = new ArrayList<>();
    for (int i = 0; i < request.revisions().size(); i++) {
      RepositoryUrl url = RepositoryUrl.parse(request.sources().all().get(i).repoURL());
      ResolvedRevision one =
          git.forTenant(view.project()).resolve(url, request.revisions().get(i), request.maxAge());
      found.add(one);
      followed.add(new RepositoryPoller.Followed(url, one));
    }
    if (request.isOfSpec(view)) {
      poller.follow(view.key(), view.project(), followed);
    }
    return found;
  }

  private GitTree open(ApplicationView view, ApplicationSource source, ResolvedRevision revision) {
    return git.forTenant(view.project()).open(RepositoryUrl.parse(source.repoURL()), revision);
  }

  private static RememberedSources.Place place(ApplicationView view, SourceRequest request) {
    return new RememberedSources.Place(
        view.key(), view.project(), request.sources(), view.destinationNamespace());
  }

  private FetchedSources read(ApplicationView view, SourceRequest request, ProjectRules project) {
    List<ResolvedRevision> revisions = resolve(view, request);
    RememberedSources.Place place = place(view, request);
    Optional<FetchedSources> last = remembered.find(place);
    boolean isRead = last.filter(one -> one.isMarkedAs(project)).isPresent();
    boolean isSame = isRead;
    List<ResolvedSource> all = new ArrayList<>();
    for (int i = 0; i < revisions.size(); i++) {
      int index = i;
      Optional<ResolvedSource> before = last.map(known -> known.all().get(index));
      ResolvedSource now = read(view, request, i, revisions.get(i), before);
      isRead &= before.filter(one -> one.revision().sha().equals(now.revision().sha())).isPresent();
      isSame &= before.filter(one -> one.rendered().equals(now.rendered())).isPresent();
      all.add(now);
    }
    DesiredSet desired = isSame ? last.orElseThrow().desired() : normalised(view, all, project);
    FetchedSources fetched =
        new FetchedSources(request.sources(), all, desired, project, List.of(), Optional.empty());
    if (!isRead) {
      remembered.keep(place, fetched, this::isServed);
    }
    return fetched;
  }

  /** Reads one source; what a commit did not change is not rendered again. */
  private ResolvedSource read(
      ApplicationView view,
      SourceRequest request,
      int index,
      ResolvedRevision revision,
      Optional<ResolvedSource> before) {
    if (before.isPresent() && before.get().revision().sha().equals(revision.sha())) {
      return before.get().at(revision);
    }
    ApplicationSource spec = request.sources().all().get(index);
    try (GitTree tree = open(view, spec, revision)) {
      RenderedSource rendered =
          before
              .map(ResolvedSource::rendered)
              .filter(known -> known.isSameIn(tree))
              .orElseGet(() -> render(tree, request, index));
      return new ResolvedSource(spec, revision, tree.commit(), rendered);
    }
  }

  private RenderedSource render(GitTree tree, SourceRequest request, int index) {
    ApplicationSource spec = request.sources().all().get(index);
    try {
      return request.sources().isReference(spec)
          ? RenderedSource.none()
          : renderer.render(tree, spec);
    } catch (ManifestException e) {
      throw request.sources().isList()
          ? new ManifestException(request.sources().field("spec", index) + ": " + e.getMessage())
          : e;
    }
  }

  private DesiredSet normalised(
      ApplicationView view, List<ResolvedSource> all, ProjectRules project) {
    ApplicationContext context =
        new ApplicationContext(
            namespaces.tracking(view.key()),
            project.tracking(),
            view.destinationNamespace(),
            (apiVersion, kind) -> kinds.find(apiVersion, kind).map(ResourceType::namespaced));
    List<Manifest> manifests =
        all.stream().flatMap(one -> one.rendered().manifests().stream()).toList();
    return Normaliser.normalise(manifests, context);
  }

  private boolean isServed(Desired one) {
    return kinds.find(one.apiVersion(), one.id().kind()).isPresent();
  }
}

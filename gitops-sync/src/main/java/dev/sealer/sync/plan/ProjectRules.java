package dev.sealer.sync.plan;

import dev.sealer.crds.argoproj.AppProjectSpec;
import dev.sealer.crds.argoproj.AppProjectSpec.OrphanedResources;
import dev.sealer.crds.argoproj.Destination;
import dev.sealer.git.RepositoryUrl;
import dev.sealer.sync.manifest.Glob;
import dev.sealer.sync.manifest.ResourceId;
import dev.sealer.sync.manifest.UrlSpelling;
import dev.sealer.sync.plan.settings.ArgoSettings;
import dev.sealer.sync.plan.settings.ProjectPatterns;
import dev.sealer.sync.plan.window.SyncWindows;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The permissions that an AppProject gives to its Applications. */
public final class ProjectRules {

  private static final String THIS_CLUSTER = "https://kubernetes.default.svc";

  private final String name;
  private final @Nullable AppProjectSpec spec;
  private final ArgoSettings settings;

  private ProjectRules(String name, @Nullable AppProjectSpec spec, ArgoSettings settings) {
    this.name = name;
    this.spec = spec;
    this.settings = settings;
  }

  /** The rules of a project that is there. */
  public static ProjectRules of(String name, AppProjectSpec spec) {
    return new ProjectRules(name, spec, ArgoSettings.standard());
  }

  /** Returns these rules under the settings of an installation. */
  public ProjectRules under(ArgoSettings installation) {
    return new ProjectRules(name, spec, installation);
  }

  /** Returns the settings of the installation, which hold for all projects. */
  public ArgoSettings settings() {
    return settings;
  }

  /** Returns how objects say which Application they belong to. */
  public TrackingRules tracking() {
    return new TrackingRules(settings.tracking());
  }

  /**
   * Returns the user that the objects of an Application are written as; empty for the operator.
   *
   * @param namespace of the Application
   * @throws IllegalArgumentException if it must be another one and the project does not say which
   */
  public Optional<String> writesAs(Destination destination, String namespace) {
    if (!settings.impersonation()) {
      return Optional.empty();
    }
    try {
      return Optional.of(
          ServiceAccountRules.user(
              spec == null ? List.of() : spec.destinationServiceAccounts(),
              THIS_CLUSTER,
              destination,
              namespace));
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException("project " + name + ": " + e.getMessage(), e);
    }
  }

  /** No limits: the project {@code default} while no one has written it. */
  public static ProjectRules open() {
    return new ProjectRules("default", null, ArgoSettings.standard());
  }

  /**
   * Returns one line that names the fields of the project that are not supported or not valid. To
   * sync anyway could do what the project forbids.
   */
  public Optional<String> unsupported() {
    if (spec == null) {
      return Optional.empty();
    }
    List<String> fields = new ArrayList<>();
    addIf(fields, !spec.signatureKeys().isEmpty(), "signatureKeys");
    addIf(fields, spec.sourceIntegrity() != null, "sourceIntegrity");
    addIf(
        fields,
        Boolean.TRUE.equals(spec.permitOnlyProjectScopedClusters()),
        "permitOnlyProjectScopedClusters");
    return fields.isEmpty()
        ? unreadable()
            .or(() ->
                SyncWindows.problem(spec.syncWindows())
                    .map(problem -> "project " + name + ": " + problem))
        : Optional.of(
            "project "
                + name
                + " demands what is not supported: "
                + fields.stream().map(field -> "spec." + field).collect(Collectors.joining(", "))
                + "; nothing is synced while it does");
  }

  /** Returns which pattern of the project cannot be read, so that nobody knows what it allows. */
  public Optional<String> unreadable() {
    return spec == null
        ? Optional.empty()
        : ProjectPatterns.problem(spec).map(problem -> "project " + name + ": " + problem);
  }

  private static void addIf(List<String> fields, boolean present, String field) {
    if (present) {
      fields.add(field);
    }
  }

  /** Returns when an Application may be synced. */
  public SyncWindows windows(String application, Destination destination) {
    return spec == null
        ? SyncWindows.none()
        : SyncWindows.of(spec.syncWindows(), application, destination);
  }

  /**
   * Returns why the Applications of a namespace may not use the project; empty when they may.
   *
   * @param control the namespace whose Applications may use any project
   * @throws dev.sealer.sync.manifest.ManifestException if a pattern cannot be read
   */
  public Optional<String> refuseApplicationsOf(String namespace, String control) {
    List<String> allowed = spec == null ? List.of() : spec.sourceNamespaces();
    return namespace.equals(control)
            || allowed.stream().map(NamespacePattern::parse).anyMatch(one -> one.matches(namespace))
        ? Optional.empty()
        : Optional.of(
            "project "
                + name
                + " does not allow Applications of namespace "
                + namespace
                + "; its spec.sourceNamespaces must name it");
  }

  /** Why a repository may not be used; empty when it may. */
  public Optional<String> refuseSource(String repoUrl) {
    if (spec == null
        || (allowed(spec.sourceRepos(), pattern -> matchesUrl(pattern, repoUrl))
            && spec.sourceRepos().stream().noneMatch(entry -> deniesUrl(entry, repoUrl)))) {
      return Optional.empty();
    }
    return Optional.of(
        "project " + name + " does not allow the repository " + RepositoryUrl.shown(repoUrl));
  }

  /** Why a destination may not be used; empty when it may. */
  public Optional<String> refuseDestination(Destination destination) {
    String namespace = destination.namespace() == null ? "" : destination.namespace();
    return allowsNamespace(namespace)
        ? Optional.empty()
        : Optional.of("project " + name + " does not allow the destination namespace " + namespace);
  }

  /** Why an object may not be written; empty when it may. */
  public Optional<String> refuseObject(ResourceId id) {
    if (settings.resources().excludes(id)) {
      return Optional.of("resource.exclusions or resource.inclusions leave out " + id);
    }
    if (spec == null) {
      return Optional.empty();
    }
    if (id.namespace().isEmpty()) {
      return allowsClusterKind(spec, id) ? Optional.empty() : refused(id);
    }
    if (!allowsNamespace(id.namespace())) {
      return Optional.of(
          "project " + name + " does not allow the namespace " + id.namespace() + " of " + id);
    }
    return allowsNamespacedKind(spec, id) ? Optional.empty() : refused(id);
  }

  /**
   * Returns a warning about objects without an Application; empty if the project does not ask for
   * one.
   *
   * @param orphans looked for only if it does
   */
  public Optional<String> orphanWarning(Supplier<? extends Collection<ResourceId>> orphans) {
    OrphanedResources section = spec == null ? null : spec.orphanedResources();
    if (section == null || Boolean.FALSE.equals(section.warn())) {
      return Optional.empty();
    }
    long count =
        orphans.get().stream()
            .filter(id -> refuseObject(id).isEmpty() && !OrphanRules.ignores(section, id))
            .count();
    // The words are Argo CD's.
    return count == 0
        ? Optional.empty()
        : Optional.of("Application has " + count + " orphaned resources");
  }

  private Optional<String> refused(ResourceId id) {
    return Optional.of("project " + name + " does not allow " + id);
  }

  private boolean allowsNamespace(String namespace) {
    if (spec == null) {
      return true;
    }
    if (spec.destinations().stream().anyMatch(entry -> denies(entry, namespace))) {
      return false;
    }
    List<Destination> here =
        spec.destinations().stream().filter(ProjectRules::isThisCluster).toList();
    return allowed(
        here.stream().map(d -> d.namespace() == null ? "*" : d.namespace()).toList(),
        pattern -> Glob.withinSegments(pattern).matches(namespace));
  }

  /** An entry whose server or name begins with {@code !} takes this cluster's namespaces away. */
  private static boolean denies(Destination entry, String namespace) {
    String server = entry.server() == null ? "" : entry.server();
    String clusterName = entry.name() == null ? "" : entry.name();
    String pattern = entry.namespace() == null ? "*" : entry.namespace();
    boolean thisCluster =
        (server.startsWith("!") && matchesUrl(server.substring(1), THIS_CLUSTER))
            || (clusterName.startsWith("!")
                && Glob.withinSegments(clusterName.substring(1)).matches("in-cluster"));
    return thisCluster && Glob.withinSegments(pattern).matches(namespace);
  }

  private static boolean isThisCluster(Destination destination) {
    String server = destination.server();
    String clusterName = destination.name();
    boolean byServer = server != null && !server.isEmpty() && matchesUrl(server, THIS_CLUSTER);
    boolean byName =
        clusterName != null
            && !clusterName.isEmpty()
            && Glob.withinSegments(clusterName).matches("in-cluster");
    return byServer || byName;
  }

  private static boolean allowsClusterKind(AppProjectSpec spec, ResourceId id) {
    return spec.clusterResourceWhitelist().stream().anyMatch(kind -> matches(kind, id))
        && spec.clusterResourceBlacklist().stream().noneMatch(kind -> matches(kind, id));
  }

  private static boolean matches(AppProjectSpec.ClusterKind kind, ResourceId id) {
    return glob(kind.group(), id.group())
        && glob(kind.kind(), id.kind())
        && (kind.name() == null || kind.name().isEmpty() || glob(kind.name(), id.name()));
  }

  private static boolean allowsNamespacedKind(AppProjectSpec spec, ResourceId id) {
    Predicate<AppProjectSpec.NamespacedKind> matches =
        kind -> glob(kind.group(), id.group()) && glob(kind.kind(), id.kind());
    List<AppProjectSpec.NamespacedKind> whitelist = spec.namespaceResourceWhitelist();
    return (whitelist == null || whitelist.stream().anyMatch(matches))
        && spec.namespaceResourceBlacklist().stream().noneMatch(matches);
  }

  /** Some pattern allows it and none that begins with {@code !} denies it. */
  private static boolean allowed(List<String> patterns, Predicate<String> matches) {
    boolean denied =
        patterns.stream()
            .filter(p -> p.startsWith("!"))
            .anyMatch(p -> matches.test(p.substring(1)));
    return !denied && patterns.stream().filter(p -> !p.startsWith("!")).anyMatch(matches);
  }

  /** A server may take many spellings for one repository, so a denial holds for all of them. */
  private static boolean deniesUrl(String entry, String url) {
    return entry.startsWith("!")
        && Glob.withinSegments(UrlSpelling.loose(entry.substring(1)))
            .matches(UrlSpelling.loose(url));
  }

  private static boolean matchesUrl(String pattern, String url) {
    return pattern.equals("*")
        || Glob.withinSegments(UrlSpelling.plain(pattern)).matches(UrlSpelling.plain(url));
  }

  private static boolean glob(String pattern, String text) {
    return Glob.withinSegments(pattern).matches(text);
  }
}

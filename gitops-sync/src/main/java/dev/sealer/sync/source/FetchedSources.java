package dev.sealer.sync.source;

import dev.sealer.git.CommitInfo;
import dev.sealer.sync.plan.DesiredSet;
import dev.sealer.sync.plan.ProjectRules;
import dev.sealer.sync.plan.operation.SyncTarget;
import dev.sealer.sync.plan.operation.TargetKey;
import dev.sealer.sync.plan.settings.ResourceFilter;
import dev.sealer.sync.plan.spec.SourceSet;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * All sources of an Application as they were read from Git.
 *
 * @param all in the order of {@code sources}
 * @param desired the objects of all of them
 * @param project the rules that the objects keep to
 * @param repositoryWarnings about the connections to the repositories, one line each
 * @param outage why Git does not give something newer; empty if this is the newest
 */
public record FetchedSources(
    SourceSet sources,
    List<ResolvedSource> all,
    DesiredSet desired,
    ProjectRules project,
    List<String> repositoryWarnings,
    Optional<String> outage) {

  /** Copies the lists. */
  public FetchedSources {
    all = List.copyOf(all);
    repositoryWarnings = List.copyOf(repositoryWarnings);
  }

  FetchedSources under(ProjectRules rules, List<String> repositoryWarnings) {
    return new FetchedSources(sources, all, desired, rules, repositoryWarnings, outage);
  }

  /** Returns whether the objects are marked as the settings of a project say. */
  boolean isMarkedAs(ProjectRules rules) {
    return project.tracking().equals(rules.tracking());
  }

  /** Returns the same without the kinds that a filter leaves out. */
  FetchedSources within(ResourceFilter filter) {
    return new FetchedSources(
        sources, all, desired.within(filter), project, repositoryWarnings, outage);
  }

  /** Returns the same, read while Git does not give a newer one. */
  public FetchedSources during(String failure) {
    return new FetchedSources(
        sources, all, desired, project, repositoryWarnings, Optional.of(failure));
  }

  /** Returns what a sync of it applies. */
  public SyncTarget target() {
    return new SyncTarget(sources, commits(), key());
  }

  TargetKey key() {
    return TargetKey.of(sources, all.stream().map(one -> one.rendered().inputs()).toList());
  }

  List<String> commits() {
    return all.stream().map(one -> one.revision().sha()).toList();
  }

  /** Returns how each source was rendered, in the words of a status. */
  public List<String> types() {
    return all.stream().map(one -> one.rendered().type().word()).toList();
  }

  /** Returns the warnings of all renderings, one line each. */
  public List<String> warnings() {
    return all.stream().flatMap(one -> one.rendered().warnings().stream()).toList();
  }

  /** Returns the newest commit. */
  public CommitInfo newestCommit() {
    return all.stream()
        .map(ResolvedSource::commit)
        .max(Comparator.comparing(CommitInfo::authoredAt))
        .orElseThrow();
  }
}

package dev.sealer.sync.plan.spec;

import dev.sealer.crds.argoproj.ApplicationSource;
import dev.sealer.crds.argoproj.ApplicationSpec;
import dev.sealer.crds.argoproj.Destination;
import dev.sealer.crds.argoproj.Operation;
import dev.sealer.sync.plan.ProjectRules;
import dev.sealer.sync.plan.diff.IgnoreRules;
import dev.sealer.sync.plan.order.RetryPolicy;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Finds what an Application asks for and cannot get. */
public final class SpecRules {

  private static final String HERE = "https://kubernetes.default.svc";
  private static final String HERE_BY_NAME = "in-cluster";

  private static final Pattern REF = Pattern.compile("[a-zA-Z0-9_-]*");

  private SpecRules() {}

  /** The first problem, one line; empty when there is none. */
  public static Optional<String> problem(@Nullable ApplicationSpec spec, ProjectRules project) {
    if (spec == null) {
      return Optional.of("the Application has no spec");
    }
    return sourceProblem(spec)
        .or(() -> destination(spec.destination()))
        .or(() -> ignoreRules(spec))
        .or(() -> options(spec))
        .or(project::unsupported)
        .or(() -> problem(SourceSet.of(spec.source(), spec.sources()), "spec", project))
        .or(() -> project.refuseDestination(spec.destination()));
  }

  /**
   * Returns what is wrong with sources that are about to be read, wherever they come from.
   *
   * @param parent the field that contains the field with the sources
   */
  public static Optional<String> problem(SourceSet sources, String parent, ProjectRules project) {
    Set<String> names = new HashSet<>();
    for (int i = 0; i < sources.all().size(); i++) {
      ApplicationSource source = sources.all().get(i);
      String field = sources.field(parent, i);
      String ref = source.ref() == null ? "" : source.ref();
      Optional<String> problem = problem(source, field, project);
      if (problem.isPresent()) {
        return problem;
      }
      if (!REF.matcher(ref).matches()) {
        return Optional.of(
            field + ".ref: " + ref + " may have letters, digits, dashes and underscores only");
      }
      if (!ref.isEmpty() && !names.add(ref)) {
        return Optional.of(field + ".ref: another source is named " + ref + ", too");
      }
    }
    return Optional.empty();
  }

  private static Optional<String> problem(
      ApplicationSource source, String field, ProjectRules project) {
    if (hasText(source.chart())) {
      return Optional.of(field + ".chart: Helm repositories are not supported; use Git");
    }
    return hasText(source.repoURL())
        ? project.refuseSource(source.repoURL())
        : Optional.of(field + ".repoURL is missing");
  }

  /** Returns what an operation asks for and cannot get. */
  public static Optional<String> problem(Operation operation, ApplicationSpec spec) {
    try {
      RetryPolicy.of(operation.retry(), false);
    } catch (IllegalArgumentException e) {
      return Optional.of("operation.retry: " + e.getMessage());
    }
    Operation.Sync sync = operation.sync();
    return sync == null ? Optional.empty() : revisionProblem(sync, spec);
  }

  private static Optional<String> revisionProblem(Operation.Sync sync, ApplicationSpec spec) {
    SourceSet own = SourceSet.of(sync.source(), sync.sources());
    SourceSet sources = own.isEmpty() ? SourceSet.of(spec.source(), spec.sources()) : own;
    if (!sources.isList()) {
      return sync.revisions().isEmpty()
          ? Optional.empty()
          : Optional.of("operation.sync.revisions: there is one source; use revision");
    }
    if (hasText(sync.revision())) {
      return Optional.of("operation.sync.revision: there are several sources; use revisions");
    }
    int given = sync.revisions().size();
    return given == 0 || given == sources.all().size()
        ? Optional.empty()
        : Optional.of(
            "operation.sync.revisions: "
                + given
                + " revisions for "
                + sources.all().size()
                + " sources");
  }

  private static Optional<String> sourceProblem(ApplicationSpec spec) {
    if (spec.sourceHydrator() != null) {
      return Optional.of("spec.sourceHydrator is not supported; use spec.source");
    }
    if (spec.sources().isEmpty() && spec.source() == null) {
      return Optional.of("spec.source is missing");
    }
    return Optional.empty();
  }

  private static Optional<String> destination(Destination destination) {
    boolean byServer = hasText(destination.server());
    boolean byName = hasText(destination.name());
    if (byServer == byName) {
      return Optional.of(
          "spec.destination needs exactly one of server and name; this cluster is server " + HERE);
    }
    boolean here =
        byServer ? HERE.equals(destination.server()) : HERE_BY_NAME.equals(destination.name());
    return here
        ? Optional.empty()
        : Optional.of(
            "spec.destination: only this cluster can be written to (server "
                + HERE
                + " or name "
                + HERE_BY_NAME
                + "), not "
                + (byServer ? destination.server() : destination.name()));
  }

  /**
   * Returns what cannot be read, or is not supported, in the rules about fields that may differ.
   */
  private static Optional<String> ignoreRules(ApplicationSpec spec) {
    return spec.ignoreDifferences().stream()
        .map(IgnoreRules::problem)
        .flatMap(Optional::stream)
        .map(problem -> "spec.ignoreDifferences: " + problem)
        .findFirst();
  }

  private static Optional<String> options(ApplicationSpec spec) {
    try {
      RetryPolicy.of(spec.syncPolicy() == null ? null : spec.syncPolicy().retry(), true);
      return Optional.empty();
    } catch (IllegalArgumentException e) {
      return Optional.of(String.valueOf(e.getMessage()));
    }
  }

  private static boolean hasText(@Nullable String text) {
    return text != null && !text.isBlank();
  }
}

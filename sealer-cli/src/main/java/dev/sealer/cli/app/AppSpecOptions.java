package dev.sealer.cli.app;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sealer.cli.options.Argument;
import dev.sealer.cli.options.ArgumentGroup;
import dev.sealer.cli.options.UsageException;
import java.util.List;
import picocli.CommandLine.Model.CommandSpec;

/** Options that become fields of {@code spec}, named as in Argo CD's command line. */
final class AppSpecOptions implements ArgumentGroup {
  private final Argument<String> repo =
      Argument.option("--repo", "URL", "Git repository with the manifests.");
  private final Argument<String> path =
      Argument.option("--path", "DIRECTORY", "Directory in the repository.");
  private final Argument<String> revision =
      Argument.option("--revision", "REVISION", "Branch, tag or commit.");
  private final Argument<String> destination =
      Argument.option("--dest-namespace", "NAME", "Namespace of objects that name none.");
  private final Argument<String> project =
      Argument.option("--project", "NAME", "Project that limits the Application.");
  private final Argument<String> policy =
      Argument.option("--sync-policy", "HOW", "automated, or none to sync by hand only.");
  private final Argument<Boolean> prune =
      Argument.flag("--auto-prune", "Delete objects that left Git in automated syncs.");
  private final Argument<Boolean> selfHeal =
      Argument.flag("--self-heal", "Revert changes that were made in the cluster.");
  private final Argument<List<String>> syncOptions =
      Argument.options("--sync-option", "NAME=VALUE", "Sync option. May be repeated.");

  @Override
  public void addTo(CommandSpec spec) {
    List.of(repo, path, revision, destination, project, policy, prune, selfHeal, syncOptions)
        .forEach(argument -> argument.addTo(spec));
  }

  /**
   * Returns the fields that were given.
   *
   * @throws UsageException if one does not fit
   */
  ObjectNode fields() {
    ObjectNode spec = JsonNodeFactory.instance.objectNode();
    put(spec, "/source", "repoURL", repo.value());
    put(spec, "/source", "path", path.value());
    put(spec, "/source", "targetRevision", revision.value());
    put(spec, "/destination", "namespace", destination.value());
    if (!project.value().isEmpty()) {
      spec.put("project", project.value());
    }
    switch (policy.value()) {
      case "" -> {}
      case "automated" -> spec.withObject("/syncPolicy/automated");
      case "none" -> spec.withObject("/syncPolicy").putNull("automated");
      default ->
          throw new UsageException(
              "invalid --sync-policy \"%s\"; use automated or none".formatted(policy.value()));
    }
    automated(spec);
    syncOptions.value().forEach(one -> spec.withArray("/syncPolicy/syncOptions").add(one));
    return spec;
  }

  private void automated(ObjectNode spec) {
    if (!prune.value() && !selfHeal.value()) {
      return;
    }
    if (policy.value().equals("none")) {
      throw new UsageException("--auto-prune and --self-heal need automated syncs");
    }
    ObjectNode automated = spec.withObject("/syncPolicy/automated");
    if (prune.value()) {
      automated.put("prune", true);
    }
    if (selfHeal.value()) {
      automated.put("selfHeal", true);
    }
  }

  private static void put(ObjectNode spec, String parent, String field, String value) {
    if (!value.isEmpty()) {
      spec.withObject(parent).put(field, value);
    }
  }
}

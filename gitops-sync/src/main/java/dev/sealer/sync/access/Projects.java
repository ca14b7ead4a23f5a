package dev.sealer.sync.access;

import dev.sealer.crds.argoproj.AppProject;
import dev.sealer.kube.ObjectKey;
import dev.sealer.kube.ResourceType;
import dev.sealer.kube.apply.ClusterObjects;
import dev.sealer.kube.apply.ObjectReadResult;
import dev.sealer.kube.apply.ObjectRef;
import dev.sealer.kube.apply.WriteResult;
import dev.sealer.kube.client.Json;
import dev.sealer.sync.manifest.ManifestException;
import dev.sealer.sync.plan.ProjectRules;
import dev.sealer.sync.plan.settings.ArgoSettings;
import java.util.Optional;

/** Reads AppProjects of the control namespace, and decides who may use them. */
public final class Projects {

  private static final ResourceType TYPE = ResourceType.of(AppProject.class);

  private final ClusterObjects objects;
  private final String namespace;
  private final SettingsWatch installation;

  /**
   * Reads projects of a namespace.
   *
   * @param namespace the control namespace
   * @param installation settings that hold for all projects
   */
  public Projects(ClusterObjects objects, String namespace, SettingsWatch installation) {
    this.objects = objects;
    this.namespace = namespace;
    this.installation = installation;
  }

  /** The result of looking up a project. */
  public sealed interface Lookup {}

  /** The project's rules. */
  public record Rules(ProjectRules rules) implements Lookup {}

  /** There is no such project, or it may not be used; one line for the user. */
  public record Refused(String message) implements Lookup {}

  /** The API server did not answer. */
  public record Away(String message) implements Lookup {}

  /**
   * Finds a project for an Application; {@code default} has no limits while no one has written it,
   * except that it is for Applications of the control namespace only.
   *
   * @param user the namespace of the Application
   */
  public Lookup find(String name, String user) {
    Optional<ArgoSettings> settings = installation.current();
    if (settings.isEmpty()) {
      return new Away("ConfigMap argocd-cm has not been read yet" + installation.problem());
    }
    Lookup found = read(name, settings.get());
    return found instanceof Rules(ProjectRules rules)
        ? refusal(rules, user).<Lookup>map(Refused::new).orElse(found)
        : found;
  }

  private Optional<String> refusal(ProjectRules rules, String user) {
    try {
      return rules.refuseApplicationsOf(user, namespace);
    } catch (ManifestException e) {
      return Optional.of("spec.sourceNamespaces of the project: " + e.getMessage());
    }
  }

  private Lookup read(String name, ArgoSettings settings) {
    return switch (objects.read(new ObjectRef(TYPE, new ObjectKey(namespace, name)))) {
      case ObjectReadResult.Found found -> {
        AppProject project = Json.typed(found.object(), AppProject.class);
        yield project.getSpec() == null
            ? new Refused("project " + name + " has no spec")
            : new Rules(ProjectRules.of(name, project.getSpec()).under(settings));
      }
      case ObjectReadResult.Missing missing ->
          name.equals("default")
              ? new Rules(ProjectRules.open().under(settings))
              : new Refused(
                  "there is no project "
                      + name
                      + " in namespace "
                      + namespace
                      + "; make an AppProject");
      case WriteResult.Refused refused ->
          new Refused("project " + name + " cannot be read: " + refused.message());
      case WriteResult.Unreachable away -> new Away(away.message());
    };
  }
}

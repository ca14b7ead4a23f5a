package dev.sealer.e2e.stage;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.NamespaceBuilder;
import io.fabric8.kubernetes.api.model.apiextensions.v1.CustomResourceDefinition;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * Sealer in a cluster, but for the Deployment: the operator runs as a process of this machine, with
 * the service account that the install manifests give it.
 *
 * @param admin a client that may install
 * @param files the built product
 */
public record Installation(KubernetesClient admin, ProjectFiles files) {

  /** Where the operator and its keys live. */
  public static final String NAMESPACE = "sealer-system";

  /** Where Applications live. */
  public static final String APPLICATIONS_NAMESPACE = "argocd";

  /** The operator's account. */
  public static final String SERVICE_ACCOUNT = "sealer-operator";

  private static final String FIELD_MANAGER = "sealer-install";

  /** Applies CRDs, waits until they are served, then accounts and rights. */
  public void apply() {
    List<HasMetadata> kinds = read(files.customResourceDefinitions());
    kinds.forEach(this::apply);
    for (HasMetadata kind : kinds) {
      admin
          .resources(CustomResourceDefinition.class)
          .withName(kind.getMetadata().getName())
          .waitUntilCondition(Installation::isEstablished, 60, TimeUnit.SECONDS);
    }
    createNamespace(APPLICATIONS_NAMESPACE);
    read(files.installManifests()).stream()
        .filter(object -> !object.getKind().equals("Deployment"))
        .forEach(this::apply);
  }

  /**
   * Writes the kubeconfig that the operator starts with: the rights of its service account.
   *
   * @return the file, in {@code folder}
   */
  public Path writeKubeconfig(Path folder) {
    return ServiceAccountKubeconfig.write(
        admin, NAMESPACE, SERVICE_ACCOUNT, folder.resolve("operator.kubeconfig"));
  }

  private static boolean isEstablished(CustomResourceDefinition kind) {
    return kind != null
        && kind.getStatus() != null
        && kind.getStatus().getConditions() != null
        && kind.getStatus().getConditions().stream()
            .anyMatch(c -> c.getType().equals("Established") && c.getStatus().equals("True"));
  }

  private void createNamespace(String name) {
    apply(new NamespaceBuilder().withNewMetadata().withName(name).endMetadata().build());
  }

  private void apply(HasMetadata object) {
    admin.resource(object).fieldManager(FIELD_MANAGER).forceConflicts().serverSideApply();
  }

  private List<HasMetadata> read(List<Path> manifests) {
    return manifests.stream().flatMap(file -> read(file).stream()).toList();
  }

  private List<HasMetadata> read(Path manifest) {
    try (InputStream in = Files.newInputStream(manifest)) {
      return admin.load(in).items();
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read " + manifest, e);
    }
  }
}

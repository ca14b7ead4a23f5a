package dev.sealer.simulation.apiserver;

import dev.sealer.simulation.kind.KindCatalog;
import io.fabric8.kubernetes.api.model.apiextensions.v1.CustomResourceDefinition;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** Our CRDs on a real API server. */
final class InstalledCrds {

  private InstalledCrds() {}

  /** Installs them and waits until they are served. */
  static void on(KubernetesClient client) {
    List<String> names =
        KindCatalog.standard().all().stream()
            .filter(kind -> kind.custom())
            .map(kind -> kind.type().plural() + "." + kind.type().group())
            .distinct()
            .toList();
    for (String name : names) {
      CustomResourceDefinition crd =
          client
              .apiextensions()
              .v1()
              .customResourceDefinitions()
              .load(InstalledCrds.class.getResourceAsStream("/crds/" + name + ".yaml"))
              .item();
      client.resource(crd).fieldManager("contract").forceConflicts().serverSideApply();
    }
    for (String name : names) {
      client
          .apiextensions()
          .v1()
          .customResourceDefinitions()
          .withName(name)
          .waitUntilCondition(InstalledCrds::isServed, 60, TimeUnit.SECONDS);
    }
  }

  private static boolean isServed(CustomResourceDefinition crd) {
    return crd != null
        && crd.getStatus() != null
        && crd.getStatus().getConditions() != null
        && crd.getStatus().getConditions().stream()
            .anyMatch(c -> c.getType().equals("Established") && c.getStatus().equals("True"));
  }
}

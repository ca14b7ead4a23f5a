package dev.sealer.cli.doctor;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Tells from the objects of a cluster which CustomResourceDefinitions and controllers are there,
 * and whether they are Sealer's or those of an upstream product.
 */
final class InstalledProducts {
  static final String SEALER = "Sealer";
  private static final String SEALED_SECRETS = "Sealed Secrets";
  private static final String ESO = "External Secrets Operator";
  private static final String ARGO = "Argo CD";

  /** Groups that Sealer serves, with the upstream product that serves them too. */
  private static final Map<String, String> GROUPS =
      Map.of(
          "bitnami.com", SEALED_SECRETS,
          "external-secrets.io", ESO,
          "generators.external-secrets.io", ESO,
          "argoproj.io", ARGO);

  /** Kinds that Sealer needs, by their CustomResourceDefinition. */
  private static final List<String> NEEDED =
      List.of(
          "sealedsecrets.bitnami.com",
          "externalsecrets.external-secrets.io",
          "clusterexternalsecrets.external-secrets.io",
          "secretstores.external-secrets.io",
          "clustersecretstores.external-secrets.io",
          "passwords.generators.external-secrets.io",
          "uuids.generators.external-secrets.io",
          "fakes.generators.external-secrets.io",
          "ecrauthorizationtokens.generators.external-secrets.io",
          "clustergenerators.generators.external-secrets.io",
          "applications.argoproj.io",
          "appprojects.argoproj.io");

  /** A part of an image's repository, with the product that it belongs to. */
  private static final Map<String, String> IMAGES =
      Map.of(
          "sealed-secrets-controller", SEALED_SECRETS,
          "external-secrets/external-secrets", ESO,
          "argoproj/argocd", ARGO,
          "sealer", SEALER);

  /** The annotation of the generator of upstream CustomResourceDefinitions; ours do not have it. */
  private static final String GENERATOR = "controller-gen.kubebuilder.io/version";

  private static final String LEASE = "sealer-operator";

  private InstalledProducts() {}

  /** Reports which of the needed kinds are installed, and whose definitions they are. */
  static List<Diagnosis> kinds(List<JsonNode> definitions) {
    Map<String, TreeSet<String>> byOwner = new TreeMap<>();
    List<String> missing = new ArrayList<>(NEEDED);
    for (JsonNode definition : definitions) {
      String name = definition.path("metadata").path("name").asText("");
      if (missing.remove(name)) {
        byOwner.computeIfAbsent(ownerOf(definition), _ -> new TreeSet<>()).add(name);
      }
    }
    List<Diagnosis> found = new ArrayList<>();
    byOwner.forEach((owner, names) ->
        found.add(Diagnosis.ok("CRDs", "from " + owner + ": " + String.join(", ", names))));
    if (!missing.isEmpty()) {
      found.add(
          Diagnosis.problem(
              "CRDs",
              "not installed: " + String.join(", ", missing),
              "kubectl apply --server-side -f crds/src/main/resources/crds/"));
    }
    return found;
  }

  private static String ownerOf(JsonNode definition) {
    JsonNode metadata = definition.path("metadata");
    boolean upstream =
        metadata.path("annotations").has(GENERATOR)
            || metadata
                .path("labels")
                .path("app.kubernetes.io/part-of")
                .asText("")
                .equals("argocd");
    String group = definition.path("spec").path("group").asText("");
    return upstream ? GROUPS.getOrDefault(group, "another product") : SEALER;
  }

  /**
   * Reports which controllers run.
   *
   * @param workloads Deployments and StatefulSets
   * @param leases of all namespaces
   */
  static List<Diagnosis> controllers(List<JsonNode> workloads, List<JsonNode> leases, Instant now) {
    Map<String, TreeSet<String>> running = new TreeMap<>();
    for (JsonNode workload : workloads) {
      productOf(workload)
          .ifPresent(product ->
              running
                  .computeIfAbsent(product, _ -> new TreeSet<>())
                  .add(place(workload) + replicas(workload)));
    }
    for (JsonNode lease : leases) {
      String name = lease.path("metadata").path("name").asText("");
      if ((name.equals(LEASE) || name.startsWith(LEASE + "-")) && isHeld(lease, now)) {
        running.computeIfAbsent(SEALER, _ -> new TreeSet<>()).add("Lease " + place(lease));
      }
    }
    List<Diagnosis> found = new ArrayList<>();
    running.forEach((product, places) ->
        found.add(Diagnosis.ok("controllers", product + " runs: " + String.join(", ", places))));
    if (running.isEmpty()) {
      found.add(
          Diagnosis.problem(
              "controllers",
              "no controller was found: nothing in the cluster unseals SealedSecrets",
              "see docs/operations/install.md to install the operator"));
    } else if (running.containsKey(SEALER) && running.size() > 1) {
      found.add(
          Diagnosis.warning(
              "controllers",
              "Sealer runs next to an upstream product; two controllers for one kind undo each"
                  + " other's work",
              "see docs/migration to hand over, and scale one of them to 0"));
    }
    return found;
  }

  private static Optional<String> productOf(JsonNode workload) {
    for (JsonNode container : workload.at("/spec/template/spec/containers")) {
      String image = container.path("image").asText("");
      for (Map.Entry<String, String> known : new TreeMap<>(IMAGES).entrySet()) {
        if (image.contains(known.getKey())) {
          return Optional.of(known.getValue());
        }
      }
    }
    return Optional.empty();
  }

  private static String place(JsonNode object) {
    JsonNode metadata = object.path("metadata");
    return metadata.path("namespace").asText("") + "/" + metadata.path("name").asText("");
  }

  private static String replicas(JsonNode workload) {
    int ready = workload.path("status").path("readyReplicas").asInt();
    int wanted = workload.path("spec").path("replicas").asInt(1);
    return " (" + ready + " of " + wanted + " ready)";
  }

  private static boolean isHeld(JsonNode lease, Instant now) {
    JsonNode spec = lease.path("spec");
    if (spec.path("holderIdentity").asText("").isEmpty()) {
      return false;
    }
    try {
      Duration valid = Duration.ofSeconds(spec.path("leaseDurationSeconds").asInt(15));
      return Instant.parse(spec.path("renewTime").asText("")).plus(valid).isAfter(now);
    } catch (DateTimeException e) {
      return false;
    }
  }
}

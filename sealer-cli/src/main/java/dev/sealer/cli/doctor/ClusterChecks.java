package dev.sealer.cli.doctor;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sealer.cli.cluster.fabric8.ClusterApi;
import dev.sealer.cli.io.CommandFailure;
import dev.sealer.kube.client.ApiRequest;
import dev.sealer.yaml.KubeYaml;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;

/** Checks what a cluster holds and what the user may do there. Changes nothing. */
final class ClusterChecks {
  private static final String REVIEWS = "/apis/authorization.k8s.io/v1/selfsubjectaccessreviews";

  private final ClusterApi api;
  private final String namespace;

  /** Checks the cluster of {@code api}, whose controller is in {@code namespace}. */
  ClusterChecks(ClusterApi api, String namespace) {
    this.api = api;
    this.namespace = namespace;
  }

  /**
   * Something that a user may be allowed to do.
   *
   * @param resource with its group and its subresource, as kubectl takes it
   * @param purpose what it is for
   */
  private record Permission(
      String verb, String group, String resource, String subresource, String purpose) {
    String name() {
      return resource
          + (group.isEmpty() ? "" : "." + group)
          + (subresource.isEmpty() ? "" : "/" + subresource);
    }
  }

  private static final List<Permission> PERMISSIONS =
      List.of(
          new Permission("get", "", "services", "", "to find the controller"),
          new Permission(
              "create", "", "services", "proxy", "for 'validate --online' and 'reencrypt'"),
          new Permission("get", "", "services", "proxy", "to seal without a pinned certificate"),
          new Permission("list", "", "secrets", "", "for 'keys list' and 'backup create'"),
          new Permission("create", "", "secrets", "", "for 'keys renew'"),
          new Permission("patch", "", "secrets", "", "for 'backup restore'"));

  /**
   * Reports whether the API server can be reached.
   *
   * @throws CommandFailure if it cannot
   */
  Diagnosis server() {
    JsonNode version =
        api.find("reach the API server", "/version")
            .orElseThrow(() -> new CommandFailure(api.server() + " has no /version"));
    return Diagnosis.ok(
        "cluster", api.server() + " runs Kubernetes " + version.path("gitVersion").asText("?"));
  }

  List<Diagnosis> kinds() {
    return guarded(
        "CRDs",
        () ->
            InstalledProducts.kinds(
                api.list(
                    "list CRDs", "/apis/apiextensions.k8s.io/v1/customresourcedefinitions", "")));
  }

  List<Diagnosis> controllers(Instant now) {
    return guarded(
        "controllers",
        () -> {
          List<JsonNode> workloads = new ArrayList<>();
          workloads.addAll(api.list("list Deployments", "/apis/apps/v1/deployments", ""));
          workloads.addAll(api.list("list StatefulSets", "/apis/apps/v1/statefulsets", ""));
          List<JsonNode> leases =
              api.list("list Leases", "/apis/coordination.k8s.io/v1/leases", "");
          return InstalledProducts.controllers(workloads, leases, now);
        });
  }

  /** Reports each permission in the controller's namespace that is missing. */
  List<Diagnosis> permissions() {
    return guarded(
        "permissions",
        () -> {
          List<Diagnosis> found = new ArrayList<>();
          for (Permission each : PERMISSIONS) {
            if (!isAllowed(each)) {
              String role =
                  "kubectl create role sealer-%s-%s -n %s --verb=%s --resource=%s"
                      .formatted(each.verb(), each.resource(), namespace, each.verb(), each.name());
              found.add(
                  Diagnosis.warning(
                      "permissions",
                      "may not %s %s in namespace %s, needed %s"
                          .formatted(each.verb(), each.name(), namespace, each.purpose()),
                      role + ", and bind it to your user with kubectl create rolebinding"));
            }
          }
          return found.isEmpty()
              ? List.of(Diagnosis.ok("permissions", "all that the commands need in " + namespace))
              : found;
        });
  }

  private boolean isAllowed(Permission permission) {
    ObjectNode review = JsonNodeFactory.instance.objectNode();
    review.put("apiVersion", "authorization.k8s.io/v1").put("kind", "SelfSubjectAccessReview");
    review
        .putObject("spec")
        .putObject("resourceAttributes")
        .put("namespace", namespace)
        .put("verb", permission.verb())
        .put("group", permission.group())
        .put("resource", permission.resource())
        .put("subresource", permission.subresource());
    return api.send("check permissions", ApiRequest.post(REVIEWS, KubeYaml.toJson(review)))
        .body()
        .path("status")
        .path("allowed")
        .asBoolean();
  }

  private static List<Diagnosis> guarded(String check, Supplier<List<Diagnosis>> work) {
    try {
      return work.get();
    } catch (CommandFailure e) {
      return List.of(Diagnosis.unknown(check, e.line(), ""));
    }
  }
}

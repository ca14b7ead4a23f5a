package dev.sealer.externalsecrets.cluster;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sealer.crds.externalsecrets.ClusterExternalSecretStatus;
import dev.sealer.kube.client.Json;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The status of a ClusterExternalSecret, with the words of External Secrets Operator.
 *
 * @param externalSecretName name of the ExternalSecrets; empty if there never were any
 * @param provisioned namespaces that have the ExternalSecret, sorted
 * @param failed namespaces without it, each with the cause
 * @param ready status of the Ready condition; empty if there is none
 * @param message message of the Ready condition
 */
record FanOutStatus(
    String externalSecretName,
    List<String> provisioned,
    SortedMap<String, String> failed,
    String ready,
    String message) {

  private static final String FAILED = "one or more namespaces failed";

  static FanOutStatus of(@Nullable ClusterExternalSecretStatus status) {
    if (status == null) {
      return new FanOutStatus("", List.of(), new TreeMap<>(), "", "");
    }
    SortedMap<String, String> failed = new TreeMap<>();
    status.failedNamespaces().forEach(f -> failed.put(f.namespace(), orEmpty(f.reason())));
    List<ClusterExternalSecretStatus.Condition> ready =
        status.conditions().stream().filter(c -> c.type().equals("Ready")).toList();
    return new FanOutStatus(
        orEmpty(status.externalSecretName()),
        status.provisionedNamespaces(),
        failed,
        ready.isEmpty() ? "" : ready.getFirst().status(),
        ready.isEmpty() ? "" : orEmpty(ready.getFirst().message()));
  }

  private static String orEmpty(@Nullable String text) {
    return text == null ? "" : text;
  }

  /** Returns the status after every namespace was looked at. */
  static FanOutStatus of(
      String externalSecretName, Collection<String> provisioned, Map<String, String> failed) {
    return new FanOutStatus(
        externalSecretName,
        provisioned.stream().sorted().toList(),
        new TreeMap<>(failed),
        failed.isEmpty() ? "True" : "False",
        failed.isEmpty() ? "" : FAILED);
  }

  /** Returns this status with the cause why no namespace was looked at. */
  FanOutStatus refused(String problem) {
    return new FanOutStatus(externalSecretName, provisioned, failed, "False", problem);
  }

  ObjectNode json() {
    ObjectNode status = Json.object();
    if (!externalSecretName.isEmpty()) {
      status.put("externalSecretName", externalSecretName);
    }
    if (!provisioned.isEmpty()) {
      provisioned.forEach(status.putArray("provisionedNamespaces")::add);
    }
    if (!failed.isEmpty()) {
      ArrayNode list = status.putArray("failedNamespaces");
      failed.forEach((namespace, reason) ->
          list.addObject().put("namespace", namespace).put("reason", reason));
    }
    ObjectNode condition = status.putArray("conditions").addObject();
    condition.put("type", "Ready").put("status", ready);
    if (!message.isEmpty()) {
      condition.put("message", message);
    }
    return status;
  }
}

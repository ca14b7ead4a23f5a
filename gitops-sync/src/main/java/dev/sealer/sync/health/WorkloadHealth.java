package dev.sealer.sync.health;

import com.fasterxml.jackson.databind.JsonNode;

/** Rules for what runs pods. */
final class WorkloadHealth {

  private WorkloadHealth() {}

  static Health deployment(JsonNode object) {
    JsonNode spec = object.path("spec");
    JsonNode status = object.path("status");
    StatusConditions conditions = StatusConditions.of(object);
    if (spec.path("paused").asBoolean()) {
      return Health.suspended("Deployment is paused");
    }
    if (isBehind(object)) {
      return Health.progressing("waiting for the controller to see the latest change");
    }
    if (conditions.reason("Progressing").equals("ProgressDeadlineExceeded")) {
      return Health.degraded(conditions.message("Progressing"));
    }
    long wanted = spec.path("replicas").asLong(1);
    long updated = status.path("updatedReplicas").asLong();
    if (updated < wanted) {
      return Health.progressing(updated + " of " + wanted + " replicas are updated");
    }
    if (status.path("replicas").asLong() > updated) {
      return Health.progressing(
          status.path("replicas").asLong() - updated + " old replicas are still running");
    }
    long available = status.path("availableReplicas").asLong();
    return available < updated
        ? Health.progressing(available + " of " + updated + " updated replicas are available")
        : Health.HEALTHY;
  }

  static Health statefulSet(JsonNode object) {
    JsonNode spec = object.path("spec");
    JsonNode status = object.path("status");
    if (status.path("observedGeneration").asLong() == 0 || isBehind(object)) {
      return Health.progressing("waiting for the controller to see the latest change");
    }
    long wanted = spec.path("replicas").asLong(1);
    long ready = status.path("readyReplicas").asLong();
    if (ready < wanted) {
      return Health.progressing(ready + " of " + wanted + " replicas are ready");
    }
    JsonNode strategy = spec.path("updateStrategy");
    if (strategy.path("type").asText().equals("OnDelete")) {
      return Health.HEALTHY;
    }
    long partition = strategy.path("rollingUpdate").path("partition").asLong();
    if (partition > 0) {
      long updated = status.path("updatedReplicas").asLong();
      return updated < wanted - partition
          ? Health.progressing("the partitioned update is not done: " + updated + " are updated")
          : Health.HEALTHY;
    }
    return status.path("updateRevision").asText().equals(status.path("currentRevision").asText())
        ? Health.HEALTHY
        : Health.progressing(
            status.path("updatedReplicas").asLong() + " of " + wanted + " replicas are updated");
  }

  static Health daemonSet(JsonNode object) {
    JsonNode status = object.path("status");
    if (isBehind(object)) {
      return Health.progressing("waiting for the controller to see the latest change");
    }
    if (object.path("spec").path("updateStrategy").path("type").asText().equals("OnDelete")) {
      return Health.HEALTHY;
    }
    long wanted = status.path("desiredNumberScheduled").asLong();
    long updated = status.path("updatedNumberScheduled").asLong();
    if (updated < wanted) {
      return Health.progressing(updated + " of " + wanted + " pods are updated");
    }
    long available = status.path("numberAvailable").asLong();
    return available < wanted
        ? Health.progressing(available + " of " + wanted + " pods are available")
        : Health.HEALTHY;
  }

  static Health replicaSet(JsonNode object) {
    StatusConditions conditions = StatusConditions.of(object);
    if (isBehind(object)) {
      return Health.progressing("waiting for the controller to see the latest change");
    }
    if (conditions.isTrue("ReplicaFailure")) {
      return Health.degraded(conditions.message("ReplicaFailure"));
    }
    long wanted = object.path("spec").path("replicas").asLong(1);
    long available = object.path("status").path("availableReplicas").asLong();
    return available < wanted
        ? Health.progressing(available + " of " + wanted + " replicas are available")
        : Health.HEALTHY;
  }

  static Health job(JsonNode object) {
    StatusConditions conditions = StatusConditions.of(object);
    if (conditions.isTrue("Failed")) {
      return Health.degraded(conditions.message("Failed"));
    }
    if (conditions.isTrue("Complete")) {
      return Health.healthy(conditions.message("Complete"));
    }
    return conditions.isTrue("Suspended")
        ? Health.suspended(conditions.message("Suspended"))
        : Health.progressing("the Job has not finished");
  }

  static Health cronJob(JsonNode object) {
    JsonNode status = object.path("status");
    if (status.isMissingNode() || status.isNull()) {
      return Health.progressing("waiting for a status");
    }
    String scheduled = status.path("lastScheduleTime").asText();
    String succeeded = status.path("lastSuccessfulTime").asText();
    boolean judged =
        !object.path("spec").path("suspend").asBoolean()
            && !scheduled.isEmpty()
            && !succeeded.isEmpty()
            && status.path("active").isEmpty();
    // RFC 3339 in UTC and in whole seconds, as the API server writes it, sorts as text.
    return judged && succeeded.compareTo(scheduled) < 0
        ? Health.degraded("the last run did not succeed")
        : Health.HEALTHY;
  }

  private static boolean isBehind(JsonNode object) {
    return object.path("metadata").path("generation").asLong()
        > object.path("status").path("observedGeneration").asLong();
  }
}

package dev.sealer.sync.live;

import com.fasterxml.jackson.databind.JsonNode;
import dev.sealer.kube.ResourceType;
import dev.sealer.kube.client.ApiAnswer;
import dev.sealer.kube.client.ApiClient;
import dev.sealer.kube.client.ApiRequest;
import dev.sealer.kube.platform.Time;
import dev.sealer.sync.manifest.ResourceId;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** Which kinds the API server serves, asked once per API version and again when one is missing. */
public final class ServedKinds {

  private static final Duration KEPT = Duration.ofMinutes(10);
  private static final Duration KEPT_WHEN_MISSING = Duration.ofMillis(500);

  private final ApiClient calls;
  private final Time time;
  private final Map<String, Served> versions = new ConcurrentHashMap<>();

  /** Nothing is asked yet. */
  public ServedKinds(ApiClient calls, Time time) {
    this.calls = calls;
    this.time = time;
  }

  private record Served(Map<String, ResourceType> kinds, long at) {}

  /**
   * The kind, as it is served.
   *
   * @throws ClusterAwayException when the API server does not answer
   */
  public Optional<ResourceType> find(String apiVersion, String kind) {
    Served served = versions.get(apiVersion);
    if (served == null || isOld(served, served.kinds().containsKey(kind))) {
      served = ask(apiVersion);
      versions.put(apiVersion, served);
    }
    return Optional.ofNullable(served.kinds().get(kind));
  }

  /**
   * Returns a kind in any version that is served, the preferred one first.
   *
   * @throws ClusterAwayException when the API server does not answer
   */
  public Optional<ResourceType> findAny(String group, String kind) {
    if (group.isEmpty()) {
      return find("v1", kind);
    }
    JsonNode answer = answer("/apis/" + group);
    List<String> all = new ArrayList<>();
    all.add(answer.path("preferredVersion").path("groupVersion").asText());
    answer.path("versions").forEach(one -> all.add(one.path("groupVersion").asText()));
    return all.stream()
        .filter(version -> !version.isEmpty())
        .flatMap(version -> find(version, kind).stream())
        .findFirst();
  }

  /** A definition of the group was written: ask again. */
  public void forget(String group) {
    versions.keySet().removeIf(apiVersion -> ResourceId.groupOf(apiVersion).equals(group));
  }

  /** Asks again for every kind. */
  public void forgetAll() {
    versions.clear();
  }

  private boolean isOld(Served served, boolean found) {
    Duration age = Duration.ofNanos(time.nanos() - served.at());
    return age.compareTo(found ? KEPT : KEPT_WHEN_MISSING) > 0;
  }

  private Served ask(String apiVersion) {
    String path = (apiVersion.contains("/") ? "/apis/" : "/api/") + apiVersion;
    Map<String, ResourceType> kinds = new HashMap<>();
    for (JsonNode resource : answer(path).path("resources")) {
      String plural = resource.path("name").asText();
      if (!plural.contains("/")) {
        String kind = resource.path("kind").asText();
        kinds.put(
            kind,
            new ResourceType(
                ResourceId.groupOf(apiVersion),
                ResourceId.versionOf(apiVersion),
                kind,
                plural,
                resource.path("namespaced").asBoolean()));
      }
    }
    return new Served(Map.copyOf(kinds), time.nanos());
  }

  private JsonNode answer(String path) {
    try {
      ApiAnswer answer = calls.send(ApiRequest.get(path));
      if (!answer.ok() && answer.code() != 404) {
        throw new ClusterAwayException("GET " + path + " was answered with " + answer.code());
      }
      return answer.body();
    } catch (IOException e) {
      throw new ClusterAwayException(String.valueOf(e.getMessage()));
    }
  }
}

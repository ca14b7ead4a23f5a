package dev.sealer.cli.es;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sealer.gocompat.GoDuration;
import dev.sealer.kube.ObjectKey;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * An ExternalSecret as the commands show it. Pure.
 *
 * @param key its namespace and name
 * @param stores the stores that it reads, such as {@code SecretStore/aws}
 * @param target name of its Secret
 * @param creationPolicy of the target
 * @param ready its condition Ready
 * @param refreshed when it was last refreshed; empty if never
 * @param next when it is refreshed next, at the latest; empty if time alone does not refresh it
 * @param sources what the Secret is made of
 */
record ExternalSecretView(
    ObjectKey key,
    List<String> stores,
    String target,
    String creationPolicy,
    Ready ready,
    Optional<Instant> refreshed,
    Optional<Instant> next,
    List<Source> sources) {

  private static final Duration DEFAULT_INTERVAL = Duration.ofHours(1);

  /** The condition Ready; its status is empty if there is none. */
  record Ready(String status, String reason, String message) {
    boolean isTrue() {
      return status.equals("True");
    }
  }

  /**
   * One remote reference, or a generator, which has no key.
   *
   * @param keys data keys that it last filled
   * @param missingSince when the provider first said that it does not exist; empty if it did not
   * @param lastGood when it last gave a value; empty while it gives one
   */
  record Source(
      String store,
      String key,
      String property,
      List<String> keys,
      String missingSince,
      String lastGood) {
    void describe(ObjectNode into) {
      into.put("store", store).put("key", key);
      if (!property.isEmpty()) {
        into.put("property", property);
      }
      keys.forEach(into.putArray("keys")::add);
      if (!missingSince.isEmpty()) {
        into.put("missingSince", missingSince);
      }
      if (!lastGood.isEmpty()) {
        into.put("lastGood", lastGood);
      }
    }
  }

  static ExternalSecretView of(JsonNode object) {
    JsonNode spec = object.path("spec");
    JsonNode status = object.path("status");
    String name = object.path("metadata").path("name").asText();
    Optional<Instant> refreshed = time(status.path("refreshTime").asText());
    return new ExternalSecretView(
        new ObjectKey(object.path("metadata").path("namespace").asText(), name),
        stores(spec),
        spec.path("target").path("name").asText(name),
        spec.path("target").path("creationPolicy").asText("Owner"),
        ready(status),
        refreshed,
        time(status.path("nextRefresh").asText())
            .or(() -> refreshed.flatMap(at -> interval(spec).map(at::plus))),
        sources(status));
  }

  String namespace() {
    return key.namespace();
  }

  String name() {
    return key.name();
  }

  private static Ready ready(JsonNode status) {
    for (JsonNode condition : status.path("conditions")) {
      if (condition.path("type").asText().equals("Ready")) {
        return new Ready(
            condition.path("status").asText(),
            condition.path("reason").asText(),
            condition.path("message").asText());
      }
    }
    return new Ready("", "", "");
  }

  private static List<String> stores(JsonNode spec) {
    Set<String> stores = new LinkedHashSet<>();
    addStore(stores, spec.path("secretStoreRef"));
    for (String field : List.of("data", "dataFrom")) {
      spec.path(field).forEach(entry -> addStore(stores, entry.at("/sourceRef/storeRef")));
    }
    return List.copyOf(stores);
  }

  private static void addStore(Set<String> stores, JsonNode ref) {
    if (!ref.path("name").asText().isEmpty()) {
      stores.add(ref.path("kind").asText("SecretStore") + "/" + ref.path("name").asText());
    }
  }

  /** Returns the refresh interval; empty if time alone does not refresh it. */
  private static Optional<Duration> interval(JsonNode spec) {
    if (!spec.path("refreshPolicy").asText("Periodic").equals("Periodic")) {
      return Optional.empty();
    }
    String text = spec.path("refreshInterval").asText();
    return (text.isEmpty() ? Optional.of(DEFAULT_INTERVAL) : GoDuration.parse(text))
        .filter(Duration::isPositive);
  }

  private static Optional<Instant> time(String text) {
    try {
      return text.isEmpty() ? Optional.empty() : Optional.of(Instant.parse(text));
    } catch (DateTimeParseException e) {
      return Optional.empty();
    }
  }

  private static List<Source> sources(JsonNode status) {
    List<Source> sources = new ArrayList<>();
    for (JsonNode source : status.path("sources")) {
      sources.add(
          new Source(
              source.path("store").asText(),
              source.path("key").asText(),
              source.path("property").asText(),
              keys(source),
              source.path("missingSince").asText(),
              source.path("lastGood").asText()));
    }
    for (JsonNode generator : status.path("generators")) {
      sources.add(
          new Source(generator.path("generator").asText(), "", "", keys(generator), "", ""));
    }
    return List.copyOf(sources);
  }

  private static List<String> keys(JsonNode source) {
    List<String> keys = new ArrayList<>();
    source.path("keys").forEach(key -> keys.add(key.asText()));
    return List.copyOf(keys);
  }

  /** Describes it without its sources. */
  void describe(ObjectNode into) {
    into.put("namespace", namespace()).put("name", name()).put("target", target);
    stores.forEach(into.putArray("stores")::add);
    into.put("ready", ready.status()).put("reason", ready.reason());
    into.put("message", ready.message());
    refreshed.ifPresent(at -> into.put("refreshTime", at.toString()));
    next.ifPresent(at -> into.put("nextRefresh", at.toString()));
  }
}

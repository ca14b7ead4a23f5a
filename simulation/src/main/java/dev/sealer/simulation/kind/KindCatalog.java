package dev.sealer.simulation.kind;

import com.fasterxml.jackson.databind.JsonNode;
import dev.sealer.kube.ResourceType;
import dev.sealer.kube.client.Json;
import dev.sealer.yaml.KubeYaml;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The kinds that are served: those that our controllers use, and those of our CRDs. */
public final class KindCatalog {

  private static final String DEFINITIONS = "built-in-kinds.json";
  private static final List<String> CRDS =
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

  private static final class Standard {
    private static final KindCatalog CATALOG = load();
  }

  private final List<ServedKind> kinds;

  private KindCatalog(List<ServedKind> kinds) {
    this.kinds = List.copyOf(kinds);
  }

  /** Returns the catalog, which is loaded once. */
  public static KindCatalog standard() {
    return Standard.CATALOG;
  }

  /** Returns all kinds in all versions. */
  public List<ServedKind> all() {
    return kinds;
  }

  /** Finds a kind by its path. */
  public Optional<ServedKind> find(String group, String version, String plural) {
    return kinds.stream()
        .filter(k -> k.type().group().equals(group))
        .filter(k -> k.type().version().equals(version))
        .filter(k -> k.type().plural().equals(plural))
        .findFirst();
  }

  /** Finds a kind by what objects say of themselves. */
  public Optional<ServedKind> find(String apiVersion, String kind) {
    return kinds.stream()
        .filter(k -> k.type().apiVersion().equals(apiVersion))
        .filter(k -> k.type().kind().equals(kind))
        .findFirst();
  }

  private static KindCatalog load() {
    List<ServedKind> kinds = new ArrayList<>();
    JsonNode definitions = Json.parse(resource(KindCatalog.class, DEFINITIONS));
    kinds.addAll(new BuiltInKinds(definitions).all());
    for (String crd : CRDS) {
      byte[] yaml = resource(KindCatalog.class, "/crds/" + crd + ".yaml");
      addCustom(KubeYaml.readDocument(yaml, crd).content(), definitions, kinds);
    }
    return new KindCatalog(kinds);
  }

  private static void addCustom(JsonNode crd, JsonNode definitions, List<ServedKind> kinds) {
    JsonNode spec = crd.path("spec");
    String storage = "";
    for (JsonNode version : spec.path("versions")) {
      storage = version.path("storage").asBoolean() ? version.path("name").asText() : storage;
    }
    for (JsonNode version : spec.path("versions")) {
      ResourceType type =
          new ResourceType(
              spec.path("group").asText(),
              version.path("name").asText(),
              spec.path("names").path("kind").asText(),
              spec.path("names").path("plural").asText(),
              spec.path("scope").asText().equals("Namespaced"));
      boolean hasStatus = version.path("subresources").has("status");
      JsonNode schema = version.path("schema").path("openAPIV3Schema");
      kinds.add(
          new ServedKind(
              type,
              type.group() + "/" + storage,
              hasStatus,
              true,
              new CustomRules(type, exact(schema), hasStatus, definitions)));
    }
  }

  /** Reads numbers as the rest of the server does. */
  private static JsonNode exact(JsonNode schema) {
    return Json.parse(Json.text(schema).getBytes(StandardCharsets.UTF_8));
  }

  private static byte[] resource(Class<?> near, String name) {
    try (InputStream in = near.getResourceAsStream(name)) {
      if (in == null) {
        throw new IllegalStateException("the resource " + name + " is missing");
      }
      return in.readAllBytes();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}

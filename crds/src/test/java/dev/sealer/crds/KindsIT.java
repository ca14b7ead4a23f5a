package dev.sealer.crds;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import dev.sealer.crds.externalsecrets.SecretStore;
import dev.sealer.testbed.cluster.FreshNamespace;
import dev.sealer.testbed.cluster.KubernetesCluster;
import dev.sealer.testbed.tools.Prerequisites;
import io.fabric8.kubernetes.api.model.apiextensions.v1.CustomResourceDefinition;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The CRD files on a real API server. */
@KubernetesCluster
final class KindsIT {
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

  private static final Map<String, String> PLURALS =
      Map.of(
          "ExternalSecret", "externalsecrets",
          "SecretStore", "secretstores",
          "ClusterSecretStore", "clustersecretstores");

  /** Published, but not YAML: quotes within quotes. */
  private static final Set<String> NOT_YAML =
      Set.of(
          "filterpem-template-v2-external-secret.yaml", "pkcs12-template-v2-external-secret.yaml");

  /** Published, and refused by the peer's schema as well; each with what the API server says. */
  private static final Map<String, String> REFUSED_BY_ANY =
      Map.of(
          "full-external-secret.yaml", "cannot unmarshal number into Go struct field",
          "full-secret-store.yaml", "spec.provider: Too many: 3: must have at most 1 item",
          "multiline-template-v1-external-secret.yaml",
              "unknown field \"spec.target.engineVersion\"");

  private final ObjectMapper json = new ObjectMapper();
  private final ObjectMapper yaml = new ObjectMapper(new YAMLFactory());
  private final KubernetesClient client;

  KindsIT(KubernetesClient client) {
    this.client = client;
  }

  @BeforeEach
  void install() {
    for (String name : CRDS) {
      CustomResourceDefinition crd =
          client
              .apiextensions()
              .v1()
              .customResourceDefinitions()
              .load(KindsIT.class.getResourceAsStream("/crds/" + name + ".yaml"))
              .item();
      client.resource(crd).fieldManager("crds-test").forceConflicts().serverSideApply();
    }
    for (String name : CRDS) {
      client
          .apiextensions()
          .v1()
          .customResourceDefinitions()
          .withName(name)
          .waitUntilCondition(KindsIT::established, 60, TimeUnit.SECONDS);
    }
  }

  private static boolean established(CustomResourceDefinition crd) {
    // The API server writes parts of the status before the conditions.
    if (crd == null || crd.getStatus() == null || crd.getStatus().getConditions() == null) {
      return false;
    }
    Map<String, String> conditions =
        crd.getStatus().getConditions().stream()
            .collect(Collectors.toMap(c -> c.getType(), c -> c.getStatus()));
    assertThat(conditions).doesNotContainEntry("NonStructuralSchema", "True");
    return "True".equals(conditions.get("Established"));
  }

  @Test
  void bothVersionsOfAnExternalSecretShowTheSameAndNothingIsDefaulted(
      @FreshNamespace String namespace) throws IOException {
    String spec =
        """
        {"secretStoreRef":{"name":"store"},"target":{"template":{"metadata":{}}},
         "data":[{"secretKey":"a","remoteRef":{"key":"k"}}],"dataFrom":[{"find":{}}]}
        """;
    post("v1beta1", "ExternalSecret", namespace, object("v1beta1", "ExternalSecret", "es", spec));
    JsonNode read =
        json.readTree(
            client.raw(
                "/apis/external-secrets.io/v1/namespaces/" + namespace + "/externalsecrets/es"));
    assertThat(read.path("spec")).isEqualTo(json.readTree(spec));
  }

  @Test
  void anUnknownProviderBlockIsReadBackByteForByte(@FreshNamespace String namespace)
      throws IOException {
    String provider =
        """
        {"storeOfTheFuture":{"url":"https://x","list":[{"b":1,"a":[]},"t"],"n":1.50,"empty":{}}}
        """;
    post(
        "v1",
        "SecretStore",
        namespace,
        object("v1", "SecretStore", "odd", "{\"provider\":" + provider + "}"));
    SecretStore read =
        client.resources(SecretStore.class).inNamespace(namespace).withName("odd").get();
    assertThat(read.getSpec().provider()).isEqualTo(json.readTree(provider));
  }

  @Test
  void twoProvidersInOneStoreAreRefused(@FreshNamespace String namespace) throws IOException {
    String body = object("v1", "SecretStore", "two", "{\"provider\":{\"a\":{},\"b\":{}}}");
    assertThatThrownBy(() -> post("v1", "SecretStore", namespace, body))
        .isInstanceOf(KubernetesClientException.class)
        .hasMessageContaining("spec.provider");
  }

  /** Needs the published examples: {@code -Dupstream.data=DIR}. */
  @Test
  void thePublishedExamplesOfOurKindsAreAcceptedUnchanged(@FreshNamespace String namespace)
      throws IOException {
    Path folder =
        Prerequisites.optional("KindsIT", "upstream.data").resolve("external-secrets-examples");
    List<String> refused = new ArrayList<>();
    int accepted = 0;
    try (Stream<Path> files = Files.list(folder)) {
      for (Path file : files.sorted().toList()) {
        for (JsonNode document : documents(file)) {
          if (isOurs(document)) {
            accepted++;
            String name = file.getFileName().toString();
            String expected = REFUSED_BY_ANY.getOrDefault(name, "");
            String said = refusalOf(document, namespace).orElse("");
            if (expected.isEmpty() ? !said.isEmpty() : !said.contains(expected)) {
              refused.add(name + said);
            }
          }
        }
      }
    }
    assertThat(refused).isEmpty();
    assertThat(accepted).isGreaterThan(80);
  }

  /**
   * Skipped by rule: other kinds, and the version v1alpha1 of our kinds, which the peer no longer
   * has either.
   */
  private static boolean isOurs(JsonNode document) {
    return PLURALS.containsKey(document.path("kind").asText())
        && List.of("external-secrets.io/v1", "external-secrets.io/v1beta1")
            .contains(document.path("apiVersion").asText());
  }

  /** The documents of a file without the macros of the site it was published on. */
  private List<JsonNode> documents(Path file) throws IOException {
    String text =
        Files.readAllLines(file).stream()
            .filter(line -> !line.strip().startsWith("{%"))
            // An escape of YAML 1.2 that this reader lacks and Go's has.
            .map(line -> line.replace("\\/", "/"))
            .collect(Collectors.joining("\n"));
    if (NOT_YAML.contains(file.getFileName().toString())
        || PLURALS.keySet().stream().noneMatch(kind -> text.contains("kind: " + kind))) {
      return List.of();
    }
    try (var values = yaml.readerFor(JsonNode.class).<JsonNode>readValues(text)) {
      return values.readAll();
    } catch (IOException e) {
      throw new IOException(file + " is not YAML", e);
    }
  }

  private Optional<String> refusalOf(JsonNode document, String namespace) throws IOException {
    String version = document.path("apiVersion").asText().replaceAll(".*/", "");
    ObjectNode sent = document.deepCopy();
    sent.withObject("/metadata").remove("namespace");
    String uri = uri(version, document.path("kind").asText(), namespace);
    try {
      JsonNode kept =
          json.readTree(client.raw(uri + "?dryRun=All&fieldValidation=Strict", "POST", sent));
      return kept.path("spec").equals(document.path("spec"))
          ? Optional.empty()
          : Optional.of(": changed to " + kept.path("spec"));
    } catch (KubernetesClientException e) {
      return Optional.of(": " + e.getMessage());
    }
  }

  private void post(String version, String kind, String namespace, String body) throws IOException {
    client.raw(uri(version, kind, namespace), "POST", json.readTree(body));
  }

  private static String uri(String version, String kind, String namespace) {
    return "/apis/external-secrets.io/"
        + version
        + (kind.startsWith("Cluster") ? "" : "/namespaces/" + namespace)
        + "/"
        + PLURALS.get(kind);
  }

  private static String object(String version, String kind, String name, String spec) {
    return """
    {"apiVersion":"external-secrets.io/%s","kind":"%s","metadata":{"name":"%s"},"spec":%s}
    """
        .formatted(version, kind, name, spec);
  }
}

package dev.sealer.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.sealer.cli.Calls.Outcome;
import dev.sealer.testbed.http.ProxiedCall;
import dev.sealer.testbed.http.ProxyFault.Answer;
import dev.sealer.testbed.http.RecordingServer;
import dev.sealer.yaml.KubeYaml;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code sealer doctor} against an API server that has what each test says. */
final class DoctorTest {
  private static final List<String> KINDS =
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

  @TempDir private Path folder = Path.of("");
  private String definitions = "";
  private String deployments = "";
  private String leases = "";
  private String denied = "none";

  @BeforeEach
  void cluster() {
    Calls.writeKeys(folder);
    definitions = KINDS.stream().map(kind -> definition(kind, "")).collect(Collectors.joining(","));
    leases = lease(Instant.now());
  }

  private static String definition(String name, String metadata) {
    String group = name.substring(name.indexOf('.') + 1);
    return "{\"metadata\":{\"name\":\"%s\"%s},\"spec\":{\"group\":\"%s\"}}"
        .formatted(name, metadata, group);
  }

  private static String lease(Instant renewed) {
    return "{\"metadata\":{\"name\":\"sealer-operator\",\"namespace\":\"sealer-system\"},"
        + "\"spec\":{\"holderIdentity\":\"a\",\"leaseDurationSeconds\":60,\"renewTime\":\"%s\"}}"
            .formatted(renewed);
  }

  private static String deployment(String name, String image) {
    return ("{\"metadata\":{\"name\":\"%s\",\"namespace\":\"kube-system\"},"
            + "\"spec\":{\"replicas\":1,\"template\":{\"spec\":{\"containers\":[{\"image\":\"%s\"}]}}},"
            + "\"status\":{\"readyReplicas\":1}}")
        .formatted(name, image);
  }

  private static String items(String items) {
    return "{\"kind\":\"List\",\"items\":[" + items + "]}";
  }

  private Answer answer(ProxiedCall call) {
    String path = call.target();
    String body =
        switch (path) {
          case "/version" -> "{\"gitVersion\":\"v1.36.3\"}";
          case "/apis/apiextensions.k8s.io/v1/customresourcedefinitions" -> items(definitions);
          case "/apis/apps/v1/deployments" -> items(deployments);
          case "/apis/coordination.k8s.io/v1/leases" -> items(leases);
          case "/apis/authorization.k8s.io/v1/selfsubjectaccessreviews" ->
              "{\"status\":{\"allowed\":" + !call.body().contains(denied) + "}}";
          case "/api/v1/namespaces/kube-system/services/sealed-secrets-controller" ->
              "{\"kind\":\"Service\",\"apiVersion\":\"v1\",\"spec\":{\"ports\":[{\"port\":1}]}}";
          default -> path.endsWith("/v1/cert.pem") ? read("cert.pem") : items("");
        };
    return new Answer(200, "application/json", body);
  }

  private String read(String name) {
    try {
      return Files.readString(folder.resolve(name));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private Outcome doctor(String... more) {
    try (RecordingServer server = RecordingServer.plain(this::answer)) {
      return doctorAt(server.uri().toString(), more);
    }
  }

  private Outcome doctorAt(String server, String... more) {
    Calls.writeKubeconfig(folder.resolve("config"), server);
    Map<String, String> environment =
        Map.of(
            "KUBECONFIG", folder.resolve("config").toString(),
            "XDG_STATE_HOME", folder.resolve("state").toString());
    String[] line = Stream.concat(Stream.of("doctor"), Arrays.stream(more)).toArray(String[]::new);
    return Calls.sealer(environment, "", line);
  }

  @Test
  void aClusterWithoutProblemsEndsWithZeroAndNamesWhatIsThere() {
    Outcome outcome = doctor();
    assertThat(outcome.err()).isEmpty();
    assertThat(outcome.exitCode()).as(outcome.out()).isZero();
    assertThat(outcome.out())
        .contains("runs Kubernetes v1.36.3")
        .contains("ok       CRDs         from Sealer: applications.argoproj.io, ")
        .contains("ok       controllers  Sealer runs: Lease sealer-system/sealer-operator")
        .contains("ok       certificate  the controller serves SHA256:")
        .contains("ok       permissions  ")
        .contains("warning  backup       no backup")
        .contains("fix: sealer backup create keys.age");
  }

  @Test
  void missingKindsAndControllersAreProblemsWithTheirFix() {
    definitions = definition(KINDS.getFirst(), "");
    leases = lease(Instant.now().minusSeconds(3600));
    Outcome outcome = doctor();
    assertThat(outcome.exitCode()).isOne();
    assertThat(outcome.out())
        .contains("problem  CRDs         not installed: externalsecrets.external-secrets.io, ")
        .contains("fix: kubectl apply")
        .contains("problem  controllers  no controller was found");
  }

  @Test
  void upstreamProductsAreNamedAndAWarningNextToSealer() {
    String generated = ",\"annotations\":{\"controller-gen.kubebuilder.io/version\":\"v0.15.0\"}";
    definitions =
        KINDS.stream()
            .map(kind -> definition(kind, kind.equals(KINDS.getFirst()) ? generated : ""))
            .collect(Collectors.joining(","));
    deployments = deployment("ss", "docker.io/bitnami/sealed-secrets-controller:0.38.4");
    Outcome outcome = doctor();
    assertThat(outcome.exitCode()).isZero();
    assertThat(outcome.out())
        .contains("from Sealed Secrets: sealedsecrets.bitnami.com\n")
        .contains("Sealed Secrets runs: kube-system/ss (1 of 1 ready)")
        .contains("warning  controllers  Sealer runs next to an upstream product");
  }

  @Test
  void aMissingPermissionNamesTheRoleThatGrantsIt() {
    denied = "\"resource\":\"secrets\"";
    Outcome outcome = doctor("-o", "json");
    JsonNode report = KubeYaml.readDocument(outcome.out(), "out").content();
    assertThat(outcome.exitCode()).isZero();
    assertThat(report.at("/summary/warning").asInt()).isEqualTo(4);
    assertThat(report.path("findings"))
        .anySatisfy(finding -> {
          assertThat(finding.path("message").asText()).startsWith("may not list secrets");
          assertThat(finding.path("fix").asText()).contains("--verb=list --resource=secrets");
        });
  }

  @Test
  void aServerThatCannotBeReachedIsTheOneProblem() {
    String closed;
    try (RecordingServer server = RecordingServer.plain(this::answer)) {
      closed = server.uri().toString();
    }
    Outcome outcome = doctorAt(closed, "-o", "yaml");
    JsonNode report = KubeYaml.readDocument(outcome.out(), "out").content();
    assertThat(outcome.exitCode()).isOne();
    assertThat(report.path("findings")).hasSize(1);
    assertThat(report.at("/findings/0/check").asText()).isEqualTo("cluster");
    assertThat(report.at("/findings/0/fix").asText()).isEqualTo("kubectl cluster-info");
  }

  @Test
  void anUnknownFormatIsAWrongCommandLine() {
    assertThat(doctor("-o", "xml").exitCode()).isEqualTo(2);
  }
}

package dev.sealer.externalsecrets.store.aws;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sealer.externalsecrets.generator.RegistryRequest;
import dev.sealer.externalsecrets.provider.NotGeneratedException;
import dev.sealer.externalsecrets.provider.StoreOptions;
import dev.sealer.externalsecrets.stores.CredentialReader;
import dev.sealer.externalsecrets.stores.RegistryLogins;
import dev.sealer.externalsecrets.value.UnusableValueException;
import dev.sealer.secret.SecretBytes;
import dev.sealer.simulation.kit.InMemoryCluster;
import dev.sealer.testbed.canary.Canary;
import dev.sealer.testbed.http.ProxiedCall;
import dev.sealer.testbed.http.ProxyFault.Answer;
import dev.sealer.testbed.http.RecordingServer;
import dev.sealer.yaml.KubeYaml;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Logins for Amazon ECR, against a stand-in on this machine. */
final class EcrProviderTest {
  private static final String KEYS =
      "auth: {secretRef: {accessKeyIDSecretRef: {name: aws, key: id},"
          + " secretAccessKeySecretRef: {name: aws, key: secret}}}";

  private final String canary = Canary.random().value();
  private final InMemoryCluster cluster = new InMemoryCluster("ns", "other");
  private volatile Answer answer = new Answer(500, "text/plain", "");
  private RecordingServer ecr;

  @BeforeEach
  void start() {
    ecr = RecordingServer.plain(this::answered);
    for (String namespace : new String[] {"ns", "other"}) {
      ObjectNode _ =
          cluster.apply(
              """
              apiVersion: v1
              kind: Secret
              metadata: {name: aws, namespace: %s}
              stringData: {id: AKIA%s, secret: %s}
              """
                  .formatted(namespace, namespace, canary));
    }
  }

  @AfterEach
  void stop() {
    ecr.close();
  }

  private Answer answered(ProxiedCall call) {
    return answer;
  }

  private void found(String data) {
    String login =
        Base64.getEncoder().encodeToString(("AWS:" + canary).getBytes(StandardCharsets.UTF_8));
    answer =
        new Answer(
            200,
            "application/x-amz-json-1.1",
            "{\"authorizationData\":" + data.replace("LOGIN", login) + "}");
  }

  /** Endpoints come as the operator's environment, on the way that those of stores take. */
  private RegistryLogins logins(URI endpoint, boolean ambient) {
    EcrProviderFactory factory = new EcrProviderFactory();
    Map<String, String> variables =
        Map.of(
            "AWS_ECR_ENDPOINT",
            endpoint.toString(),
            "AWS_ECR_PUBLIC_ENDPOINT",
            endpoint.toString());
    return new RegistryLogins(
        Map.of(factory.kind(), factory.create(new StoreOptions(variables, false, ambient))),
        credentials());
  }

  private CredentialReader credentials() {
    return new CredentialReader(cluster.objects(), cluster.context().calls());
  }

  private Map<String, String> token(String spec, boolean forAll, boolean ambient)
      throws UnusableValueException, NotGeneratedException {
    RegistryLogins tokens = logins(ecr.uri(), ambient);
    Map<String, String> texts = new TreeMap<>();
    tokens
        .token(
            new RegistryRequest(
                "ECRAuthorizationToken",
                "g",
                forAll,
                KubeYaml.readDocument(spec, "spec").content()),
            "ns")
        .forEach((key, value) -> {
          try (SecretBytes closing = value) {
            texts.put(key, closing.reveal(bytes -> new String(bytes, StandardCharsets.UTF_8)));
          }
        });
    return texts;
  }

  @Test
  void aPrivateRegistryGivesUserPasswordEndpointAndExpiry() throws Exception {
    found(
        "[{\"authorizationToken\":\"LOGIN\",\"expiresAt\":1.767225600123E9,"
            + "\"proxyEndpoint\":\"https://1.dkr.ecr.eu-west-1.amazonaws.com\"}]");

    assertThat(token("{region: eu-west-1, " + KEYS + "}", false, false))
        .isEqualTo(
            Map.of(
                "username", "AWS",
                "password", canary,
                "expires_at", "1767225600",
                "proxy_endpoint", "https://1.dkr.ecr.eu-west-1.amazonaws.com"));
    assertThat(ecr.values("X-Amz-Target"))
        .containsExactly("AmazonEC2ContainerRegistry_V20150921.GetAuthorizationToken");
    assertThat(ecr.values("Authorization"))
        .singleElement()
        .asString()
        .startsWith("AWS4-HMAC-SHA256 Credential=AKIAns/")
        .contains("/eu-west-1/ecr/aws4_request")
        .doesNotContain(canary);
  }

  @Test
  void aPublicRegistryHasOneRegionAndNoEndpoint() throws Exception {
    found("{\"authorizationToken\":\"LOGIN\",\"expiresAt\":1767225600}");

    assertThat(token("{region: eu-west-1, scope: public, " + KEYS + "}", false, false))
        .containsOnlyKeys("username", "password", "expires_at");
    assertThat(ecr.values("X-Amz-Target"))
        .containsExactly("SpencerFrontendService.GetAuthorizationToken");
    assertThat(ecr.values("Authorization"))
        .singleElement()
        .asString()
        .contains("/us-east-1/ecr-public/aws4_request");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "400|{\"__type\":\"com.amazonaws.ecr#AccessDeniedException\",\"message\":\"CANARY\"}"
            + "|AccessDeniedException",
        "400|{\"__type\":\"CANARY CANARY\"}|HTTP 400",
        "500|CANARY|HTTP 500",
        "200|{}|cannot be read",
        "200|{\"authorizationData\":[{\"authorizationToken\":\"CANARY-not-base64\"}]}|cannot be read"
      })
  void aFailureIsToldInOurWords(int status, String body, String cause) {
    answer =
        new Answer(
            status,
            "application/x-amz-json-1.1",
            body.replace("CANARY", canary.replace("\"", "\\\"")));

    assertThatThrownBy(() -> token("{region: eu-west-1, " + KEYS + "}", false, false))
        .isInstanceOf(NotGeneratedException.class)
        .hasMessageContaining(cause)
        .hasMessageNotContaining(canary);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{region: eu-west-1}|spec.auth is required",
        "{region: eu-west-1, role: 'arn:aws:iam::1:role/any'}|spec.auth is required",
        "{KEYS}|spec.region is required",
        "{region: evil.test, KEYS}|spec.region must be the code",
        "{region: eu-west-1, scope: all, KEYS}|spec.scope must be",
        "{region: eu-west-1, auth: {jwt: {}}}|spec.auth",
        "{region: eu-west-1, endpoint: 'http://evil.test', KEYS}|spec.endpoint",
      })
  void whatIsNotAllowedIsNamedAndNothingIsSent(String spec, String problem) {
    assertThatThrownBy(() -> token(spec.replace("KEYS", KEYS), false, false))
        .isInstanceOf(UnusableValueException.class)
        .hasMessageContaining(problem);
    assertThat(ecr.calls()).isEmpty();
  }

  @Test
  void aGeneratorOfANamespaceReadsNoCredentialsOfAnother() {
    String other = KEYS.replace("{name: aws, key: id}", "{name: aws, key: id, namespace: other}");

    assertThatThrownBy(() -> token("{region: eu-west-1, " + other + "}", false, false))
        .isInstanceOf(UnusableValueException.class)
        .hasMessageContaining("namespace");
    assertThat(ecr.calls()).isEmpty();
  }

  @Test
  void aClusterGeneratorReadsTheCredentialsOfTheNamespaceUnlessItNamesOne() throws Exception {
    found("[{\"authorizationToken\":\"LOGIN\",\"expiresAt\":1}]");
    Map<String, String> _ = token("{region: eu-west-1, " + KEYS + "}", true, false);
    String other = KEYS.replace("name: aws", "name: aws, namespace: other");
    Map<String, String> _ = token("{region: eu-west-1, " + other + "}", true, false);

    assertThat(ecr.values("Authorization"))
        .satisfiesExactly(
            first -> assertThat(first).contains("Credential=AKIAns/"),
            second -> assertThat(second).contains("Credential=AKIAother/"));
  }

  @Test
  void nothingIsSentInTheClearToAnotherMachine() {
    URI elsewhere = URI.create("http://ecr.invalid");
    RegistryLogins tokens = logins(elsewhere, false);

    assertThatThrownBy(() ->
            tokens.token(
                new RegistryRequest(
                    "ECRAuthorizationToken",
                    "g",
                    false,
                    KubeYaml.readDocument("{region: eu-west-1, " + KEYS + "}", "spec").content()),
                "ns"))
        .isInstanceOf(NotGeneratedException.class)
        .hasMessageContaining("without TLS");
  }

  @Test
  void aKindThatIsNotInstalledIsNamed() {
    RegistryLogins none = new RegistryLogins(Map.of(), credentials());

    assertThatThrownBy(() ->
            none.token(
                new RegistryRequest(
                    "ECRAuthorizationToken",
                    "g",
                    false,
                    KubeYaml.readDocument("{region: eu-west-1}", "spec").content()),
                "ns"))
        .isInstanceOf(UnusableValueException.class)
        .hasMessage("ECRAuthorizationToken is not installed in this operator");
  }
}

package dev.sealer.externalsecrets;

import static dev.sealer.externalsecrets.ControllerHarness.until;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sealer.testbed.canary.Canary;
import dev.sealer.testbed.canary.CanarySearch;
import dev.sealer.testbed.cluster.FreshNamespace;
import dev.sealer.testbed.cluster.KubernetesCluster;
import dev.sealer.testbed.http.ProxiedCall;
import dev.sealer.testbed.http.ProxyFault.Answer;
import dev.sealer.testbed.http.RecordingServer;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/**
 * A store that sends back what it was sent and more, while people have turned on debugging. Other
 * loggers than ours stay at the level of warnings, as in the operator: the AWS SDK logs headers.
 */
@KubernetesCluster
final class EchoingStoreIT {

  private final Canary secret = Canary.random();

  /** A header holds it, so it has plain characters only. */
  private final Canary token = Canary.partOf("canary-" + UUID.randomUUID());

  private final AtomicInteger trouble = new AtomicInteger();

  @Test
  void nothingOfItIsTold(KubernetesClient client, @FreshNamespace String namespace) {
    String told;
    try (RecordingServer store = RecordingServer.plain(this::echo);
        ControllerHarness it = new ControllerHarness(client, namespace, Optional.of(store.uri()))) {
      it.apply(store());
      for (String code : List.of("AccessDenied", "Throttling", "InternalService", "HTTP 502")) {
        it.apply(externalSecret(code.replace(" ", "").toLowerCase(Locale.ROOT)));
        until(() -> assertThat(it.ready("ExternalSecret", "db")).contains(code));
        trouble.incrementAndGet();
      }
      told = it.everythingTold();
      assertThat(store.values("X-Amz-Security-Token")).contains(token.value());
    }
    assertThat(told).contains("AccessDeniedException");
    CanarySearch.of(secret, token).text("what was told", told).assertNothingFound();
  }

  private Answer echo(ProxiedCall call) {
    String said = call.headers().entrySet() + call.body() + secret.value() + token.value();
    String quoted = said.replace("\\", "\\\\").replace("\"", "\\\"");
    return switch (trouble.get()) {
      case 0 -> error(400, "AccessDeniedException", quoted);
      case 1 -> error(400, "ThrottlingException", quoted);
      case 2 -> error(500, "InternalServiceError", quoted);
      default -> new Answer(502, "text/html", said);
    };
  }

  private static Answer error(int status, String code, String message) {
    return new Answer(
        status,
        "application/x-amz-json-1.1",
        "{\"__type\":\"" + code + "\",\"message\":\"" + message + "\"}");
  }

  private String store() {
    return """
    apiVersion: v1
    kind: Secret
    metadata: {name: aws, namespace: NS}
    data: {id: QUtJQQ==, secret: %s, token: %s}
    ---
    apiVersion: external-secrets.io/v1
    kind: SecretStore
    metadata: {name: aws, namespace: NS}
    spec:
      retrySettings: {maxRetries: 0}
      provider:
        aws:
          service: SecretsManager
          region: eu-west-1
          auth:
            secretRef:
              accessKeyIDSecretRef: {name: aws, key: id}
              secretAccessKeySecretRef: {name: aws, key: secret}
              sessionTokenSecretRef: {name: aws, key: token}
    """
        .formatted(base64(secret), base64(token));
  }

  /** A new value of the annotation forces a refresh. */
  private static String externalSecret(String force) {
    return """
    apiVersion: external-secrets.io/v1
    kind: ExternalSecret
    metadata: {name: db, namespace: NS, annotations: {force-sync: %s}}
    spec:
      refreshInterval: 1h
      secretStoreRef: {name: aws}
      data: [{secretKey: password, remoteRef: {key: prod/db}}]
    """
        .formatted(force);
  }

  private static String base64(Canary canary) {
    return Base64.getEncoder().encodeToString(canary.bytes());
  }
}

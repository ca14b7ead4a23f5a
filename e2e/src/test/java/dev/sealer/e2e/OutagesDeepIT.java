package dev.sealer.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.sealer.e2e.stage.Observed;
import dev.sealer.testbed.aws.AwsEndpoint;
import dev.sealer.testbed.aws.AwsFault;
import dev.sealer.testbed.cluster.Component;
import dev.sealer.testbed.cluster.ControlPlane;
import dev.sealer.testbed.cluster.KubernetesCluster;
import dev.sealer.testbed.git.GitBehaviour;
import dev.sealer.testbed.git.GitCommit;
import dev.sealer.testbed.git.GitRepository;
import dev.sealer.testbed.tools.Prerequisites;
import io.fabric8.kubernetes.api.model.ConfigMapBuilder;
import io.fabric8.kubernetes.api.model.SecretBuilder;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.Callable;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/**
 * A store, a Git server and an API server hang for {@code outage.seconds} each. What does not need
 * them goes on, nothing is lost, and everything is current after they recover.
 */
@KubernetesCluster
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class OutagesDeepIT {

  private static final Duration OUTAGE =
      Duration.ofSeconds(Integer.getInteger("outage.seconds", 180));
  private static final String NAMESPACE = "outages";
  private static final String STORE_KEY = "production/outages";

  private AwsEndpoint aws;
  private Workbench bench;
  private Observed app;
  private GitRepository repository;

  @BeforeAll
  void deploy(ControlPlane plane, @TempDir Path folder) {
    Prerequisites.require(OutagesDeepIT.class.getName(), AwsEndpoint.available());
    aws = AwsEndpoint.start(folder.resolve("aws"));
    bench =
        Workbench.set(
            plane,
            folder.resolve("bench"),
            Map.of("AWS_ENDPOINT_URL_SECRETS_MANAGER", aws.uri().toString()));
    bench.createNamespace(NAMESPACE);
    app = bench.observed(NAMESPACE);
    bench
        .client()
        .resource(
            new SecretBuilder()
                .withNewMetadata()
                .withName("aws-credentials")
                .withNamespace(NAMESPACE)
                .endMetadata()
                .addToStringData("id", aws.accessKeyId())
                .addToStringData("secret", aws.secretAccessKey())
                .build())
        .create();
    repository = bench.repository("team/outages");
    repository.commit(
        GitCommit.of("Take the URL from the store")
            .file("app/secret.yaml", externalSecret())
            .file("app/settings.yaml", settings("first")));
    bench.deploy("outages", repository, NAMESPACE);
  }

  @AfterAll
  void close() {
    bench.close();
    aws.close();
    bench.assertNothingLeaked();
  }

  @Test
  void aStoreThatHangsLosesNothingAndHoldsUpNothingElse() {
    String before = bench.canary();
    String after = bench.canary();
    store(before);
    app.await("the value is in the Secret", () -> holds(before));

    aws.fail("GetSecretValue", AwsFault.TIMEOUT);
    aws.fail("BatchGetSecretValue", AwsFault.TIMEOUT);
    repository.commit(
        GitCommit.of("Change the settings").file("app/settings.yaml", settings("second")));
    app.await("a commit is applied meanwhile", () -> setting().equals("second"));
    throughout(() -> holds(before));
    store(after);
    aws.clearFaults();

    app.await("the new value is in the Secret", () -> holds(after));
  }

  @Test
  void aGitServerThatHangsDoesNotStopSelfHealOrRefresh() {
    String value = bench.canary();
    app.await("the settings are applied", () -> !setting().isEmpty());

    bench.gitServer().behave(GitBehaviour.HANGING);
    String declared = setting();
    store(value);
    app.await("the value is refreshed meanwhile", () -> holds(value));
    bench
        .client()
        .configMaps()
        .inNamespace(NAMESPACE)
        .withName("settings")
        .edit(map -> new ConfigMapBuilder(map).addToData("mode", "by hand").build());
    app.await("drift is reverted meanwhile", () -> setting().equals(declared));
    throughout(() -> holds(value));
    repository.commit(
        GitCommit.of("Change the settings").file("app/settings.yaml", settings("third")));
    bench.gitServer().behave(GitBehaviour.NORMAL);

    app.await("the commit is applied", () -> setting().equals("third"));
  }

  @Test
  void anApiServerThatHangsIsWaitedFor(ControlPlane plane) {
    String before = bench.canary();
    String after = bench.canary();
    store(before);
    app.await("the value is in the Secret", () -> holds(before));

    plane.suspend(Component.API_SERVER);
    try {
      store(after);
      throughout(() -> bench.operator().isRunning());
    } finally {
      plane.resume(Component.API_SERVER);
    }

    app.await("the new value is in the Secret", () -> holds(after));
    assertThat(app.secretValue("api", "database-url")).contains(after);
  }

  private static void throughout(Callable<Boolean> holds) {
    Awaitility.await()
        .during(OUTAGE)
        .atMost(OUTAGE.plusSeconds(30))
        .pollInterval(Duration.ofSeconds(1))
        .until(holds);
  }

  private boolean holds(String value) {
    return app.secretValue("api", "database-url").filter(value::equals).isPresent();
  }

  private String setting() {
    var map = bench.client().configMaps().inNamespace(NAMESPACE).withName("settings").get();
    return map == null ? "" : map.getData().getOrDefault("mode", "");
  }

  private void store(String url) {
    String value = JsonNodeFactory.instance.objectNode().put("url", url).toString();
    boolean exists = !aws.direct("secretsmanager.ListSecrets", "{}").path("SecretList").isEmpty();
    aws.direct(
        "secretsmanager." + (exists ? "PutSecretValue" : "CreateSecret"),
        JsonNodeFactory.instance
            .objectNode()
            .put(exists ? "SecretId" : "Name", STORE_KEY)
            .put("SecretString", value)
            .toString());
  }

  private static String settings(String mode) {
    return """
    apiVersion: v1
    kind: ConfigMap
    metadata: {name: settings}
    data: {mode: %s}
    """
        .formatted(mode);
  }

  private String externalSecret() {
    return """
    apiVersion: external-secrets.io/v1
    kind: SecretStore
    metadata: {name: aws}
    spec:
      provider:
        aws:
          service: SecretsManager
          region: %s
          auth:
            secretRef:
              accessKeyIDSecretRef: {name: aws-credentials, key: id}
              secretAccessKeySecretRef: {name: aws-credentials, key: secret}
    ---
    apiVersion: external-secrets.io/v1
    kind: ExternalSecret
    metadata: {name: api}
    spec:
      refreshInterval: 2s
      secretStoreRef: {name: aws, kind: SecretStore}
      target: {name: api, creationPolicy: Owner}
      data:
        - secretKey: database-url
          remoteRef: {key: %s, property: url}
    """
        .formatted(aws.region(), STORE_KEY);
  }
}

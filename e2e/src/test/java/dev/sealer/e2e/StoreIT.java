package dev.sealer.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.sealer.e2e.stage.Observed;
import dev.sealer.testbed.aws.AwsEndpoint;
import dev.sealer.testbed.cluster.ControlPlane;
import dev.sealer.testbed.cluster.KubernetesCluster;
import dev.sealer.testbed.git.GitCommit;
import dev.sealer.testbed.git.GitRepository;
import dev.sealer.testbed.tools.Prerequisites;
import io.fabric8.kubernetes.api.model.SecretBuilder;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** A value in AWS Secrets Manager reaches the Secret of a workload, and follows its changes. */
@KubernetesCluster
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class StoreIT {

  private static final String NAMESPACE = "store";

  private AwsEndpoint aws;
  private Workbench bench;

  @BeforeAll
  void set(ControlPlane plane, @TempDir Path folder) {
    Prerequisites.require(StoreIT.class.getName(), AwsEndpoint.available());
    aws = AwsEndpoint.start(folder.resolve("aws"));
    bench =
        Workbench.set(
            plane,
            folder.resolve("bench"),
            Map.of("AWS_ENDPOINT_URL_SECRETS_MANAGER", aws.uri().toString()));
  }

  @AfterAll
  void close() {
    bench.close();
    aws.close();
    bench.assertNothingLeaked();
  }

  @Test
  void aChangedValueArrives() {
    String first = bench.canary();
    String second = bench.canary();
    put("CreateSecret", "Name", first);
    bench.createNamespace(NAMESPACE);
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
    GitRepository repository = bench.repository("team/store");
    repository.commit(
        GitCommit.of("Take the URL from the store").file("app/secret.yaml", manifests()));

    bench.deploy("store", repository, NAMESPACE);

    Observed app = bench.observed(NAMESPACE);
    app.await(
        "the value is in the Secret",
        () -> app.secretValue("api", "database-url").filter(first::equals).isPresent());
    app.await(
        "the Application is Healthy",
        () -> bench.application("store", "status", "health", "status").equals("Healthy"));

    put("PutSecretValue", "SecretId", second);
    app.await(
        "the new value is in the Secret",
        () -> app.secretValue("api", "database-url").filter(second::equals).isPresent());
    assertThat(bench.application("store", "status", "sync", "status")).isEqualTo("Synced");
  }

  private void put(String operation, String idField, String url) {
    String value = JsonNodeFactory.instance.objectNode().put("url", url).toString();
    aws.direct(
        "secretsmanager." + operation,
        JsonNodeFactory.instance
            .objectNode()
            .put(idField, "production/api")
            .put("SecretString", value)
            .toString());
  }

  private String manifests() {
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
          remoteRef: {key: production/api, property: url}
    """
        .formatted(aws.region());
  }
}

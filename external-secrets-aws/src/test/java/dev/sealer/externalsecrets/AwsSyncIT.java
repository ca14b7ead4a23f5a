package dev.sealer.externalsecrets;

import static dev.sealer.externalsecrets.ControllerHarness.until;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.sealer.testbed.aws.AwsCall;
import dev.sealer.testbed.aws.AwsEndpoint;
import dev.sealer.testbed.aws.AwsFault;
import dev.sealer.testbed.cluster.FreshNamespace;
import dev.sealer.testbed.cluster.KubernetesCluster;
import dev.sealer.testbed.tools.Prerequisites;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** ExternalSecrets on a real API server, with values in a real AWS API. */
@KubernetesCluster
class AwsSyncIT {

  private static final ObjectMapper JSON = new ObjectMapper();
  @TempDir static Path folder;
  private static AwsEndpoint aws;

  private final String canary = "canary-" + UUID.randomUUID();
  private final String remote = "prod/" + UUID.randomUUID();
  private ControllerHarness it;

  @BeforeAll
  static void startAws() {
    Prerequisites.require(AwsSyncIT.class.getName(), AwsEndpoint.available());
    aws = AwsEndpoint.start(folder);
  }

  @AfterAll
  static void stopAws() {
    if (aws != null) {
      aws.close();
    }
  }

  @BeforeEach
  void start(KubernetesClient client, @FreshNamespace String namespace) {
    aws.clearFaults();
    aws.forgetCalls();
    it = new ControllerHarness(client, namespace, Optional.of(aws.uri()));
  }

  @AfterEach
  void stopAndSearchForCanaries() {
    aws.clearFaults();
    String told = it.everythingTold();
    it.close();
    assertThat(told)
        .doesNotContain(canary)
        .doesNotContain(Base64.getEncoder().encodeToString(canary.getBytes(StandardCharsets.UTF_8)))
        .doesNotContain(aws.secretAccessKey());
  }

  @Test
  void aChangedValueReachesTheSecretWithinTheRefreshInterval() {
    create(remote, json(canary));
    it.apply(credentials() + store() + externalSecret("db", remote, "2s"));
    until(() -> assertThat(it.data("db")).containsEntry("password", canary));

    put(remote, json(canary + "-changed"));
    until(() -> assertThat(it.data("db")).containsEntry("password", canary + "-changed"));
  }

  @Test
  void manyExternalSecretsOfOneStoreShareTheirCalls() {
    StringBuilder all = new StringBuilder(credentials() + store());
    for (int i = 0; i < 8; i++) {
      create(remote + "/" + i, json(canary + i));
      all.append(externalSecret("es-" + i, remote + "/" + i, "3s"));
    }
    it.apply(all.toString());
    for (int i = 0; i < 8; i++) {
      it.untilReady("es-" + i);
    }
    aws.forgetCalls();

    // One call that asks for all eight: due at the same moment, gathered, sent together.
    until(() -> assertThat(batches()).contains(8));
    for (int i = 0; i < 8; i++) {
      assertThat(it.data("es-" + i)).containsEntry("password", canary + i);
    }
    assertThat(aws.count("AssumeRole")).isZero();
  }

  private static List<Integer> batches() {
    return aws.calls().stream()
        .filter(call -> call.operation().equals("BatchGetSecretValue"))
        .map(AwsSyncIT::ids)
        .toList();
  }

  private static int ids(AwsCall call) {
    try {
      return JSON.readTree(call.request()).path("SecretIdList").size();
    } catch (java.io.IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }

  @Test
  void entriesOfOneSecretCostOneCall() {
    create(remote, "{\"a\":\"" + canary + "\",\"b\":{\"c\":[1,2]}}");
    it.apply(
        credentials()
            + store()
            + """
            ---
            apiVersion: external-secrets.io/v1
            kind: ExternalSecret
            metadata: {name: many, namespace: NS}
            spec:
              secretStoreRef: {name: aws}
              dataFrom: [{extract: {key: REMOTE}}]
              data:
              - {secretKey: nested, remoteRef: {key: REMOTE, property: b.c.1}}
              - {secretKey: whole, remoteRef: {key: REMOTE}}
            """
                .replace("REMOTE", remote));
    until(() -> assertThat(it.data("many")).containsOnlyKeys("a", "b", "nested", "whole"));

    assertThat(it.data("many")).containsEntry("nested", "2").containsEntry("b", "{\"c\":[1,2]}");
    assertThat(aws.count("GetSecretValue") + aws.count("BatchGetSecretValue")).isEqualTo(1);
  }

  @Test
  void anyAnnotationForcesASync() {
    create(remote, json(canary));
    it.apply(credentials() + store() + externalSecret("db", remote, "24h"));
    it.untilReady("db");
    put(remote, json(canary + "-forced"));
    it.apply(
        externalSecret("db", remote, "24h")
            .replace("name: db,", "name: db, annotations: {force-sync: now},"));

    until(() -> assertThat(it.data("db")).containsEntry("password", canary + "-forced"));
  }

  @Test
  void anOutageKeepsTheSecretSaysWhyAndEndsForAllAtOnce() {
    create(remote, json(canary));
    it.apply(
        credentials()
            + store()
            + externalSecret("one", remote, "2s")
            + externalSecret("two", remote, "2s"));
    it.untilReady("one");
    it.untilReady("two");
    aws.fail("GetSecretValue", AwsFault.SERVER_ERROR);
    aws.fail("BatchGetSecretValue", AwsFault.SERVER_ERROR);
    for (String name : List.of("one", "two")) {
      until(() ->
          assertThat(it.ready("ExternalSecret", name))
              .startsWith("False SecretSyncedError: could not get secret data from provider:")
              .contains("spec.data[0]", remote, "InternalServiceError"));
      assertThat(it.data(name)).containsEntry("password", canary);
    }
    aws.clearFaults();
    it.untilReady("one");
    it.untilReady("two");
  }

  @Test
  void credentialsThatComeLaterWakeTheStoreAndItsExternalSecrets() {
    create(remote, json(canary));
    it.apply(store() + externalSecret("db", remote, "24h"));
    until(() -> {
      assertThat(it.ready("SecretStore", "aws"))
          .startsWith("False InvalidProviderConfig: unable to create client:")
          .contains("accessKeyIDSecretRef", it.namespace + "/aws does not exist");
      assertThat(it.ready("ExternalSecret", "db")).startsWith("False");
    });
    it.apply(credentials());
    until(
        () -> assertThat(it.ready("SecretStore", "aws")).isEqualTo("True Valid: store validated"));
    it.untilReady("db");
  }

  @Test
  void rotatedCredentialsAreUsedWithoutARestart() {
    create(remote, json(canary));
    it.apply(credentials() + store() + externalSecret("db", remote, "2s"));
    it.untilReady("db");
    it.apply(credentials().replace(aws.accessKeyId(), "AKIDROTATED000000000"));

    until(() ->
        assertThat(aws.calls()).extracting(AwsCall::accessKeyId).contains("AKIDROTATED000000000"));
  }

  @Test
  void aClusterStoreUsesTheCredentialsOfTheNamespaceAndObeysItsConditions() {
    create(remote, json(canary));
    String name = "aws-" + it.namespace;
    String cluster =
        store()
            .replace("kind: SecretStore", "kind: ClusterSecretStore")
            .replace("{name: aws, namespace: NS}", "{name: " + name + "}");
    String user =
        externalSecret("db", remote, "24h")
            .replace("{name: aws}", "{name: " + name + ", kind: ClusterSecretStore}");
    it.apply(cluster + "  conditions: [{namespaces: [elsewhere]}]\n" + credentials() + user);
    until(() ->
        assertThat(it.ready("ExternalSecret", "db"))
            .contains("is not allowed from namespace", "spec.conditions"));
    assertThat(aws.count("GetSecretValue")).isZero();
    until(() ->
        assertThat(it.ready("ClusterSecretStore", name)).startsWith("True ValidationUnknown"));

    it.apply(cluster + "  conditions: [{namespaceRegexes: [\"^" + it.namespace + "$\"]}]\n");
    it.untilReady("db");
    assertThat(it.data("db")).containsEntry("password", canary);
    it.client
        .genericKubernetesResources("external-secrets.io/v1", "ClusterSecretStore")
        .withName(name)
        .delete();
  }

  @Test
  void aSecretThatTheProviderLostStaysByDefault() {
    create(remote, json(canary));
    it.apply(credentials() + store() + externalSecret("db", remote, "2s"));
    it.untilReady("db");
    aws.direct(
        "secretsmanager.DeleteSecret",
        JSON.createObjectNode()
            .put("SecretId", remote)
            .put("ForceDeleteWithoutRecovery", true)
            .toString());

    until(() ->
        assertThat(it.ready("ExternalSecret", "db"))
            .startsWith("False SecretSyncedError:")
            .contains("does not exist"));
    assertThat(it.data("db")).containsEntry("password", canary);
  }

  private static String json(String password) {
    return "{\"password\":\"" + password + "\"}";
  }

  private static void create(String name, String text) {
    aws.direct(
        "secretsmanager.CreateSecret",
        JSON.createObjectNode().put("Name", name).put("SecretString", text).toString());
  }

  private static void put(String name, String text) {
    aws.direct(
        "secretsmanager.PutSecretValue",
        JSON.createObjectNode().put("SecretId", name).put("SecretString", text).toString());
  }

  /** The API server makes the token, and AWS STS gets it. */
  @Test
  void aStoreLogsInAsAServiceAccount() {
    create(remote, json(canary));
    it.apply(
        """
        ---
        apiVersion: v1
        kind: ServiceAccount
        metadata:
          name: reader
          namespace: NS
          annotations: {eks.amazonaws.com/role-arn: "arn:aws:iam::123456789012:role/reader"}
        """
            + store().replaceFirst("(?s)secretRef:.*", "jwt: {serviceAccountRef: {name: reader}}\n")
            + externalSecret("db", remote, "24h"));
    until(() -> assertThat(it.data("db")).containsEntry("password", canary));

    assertThat(aws.count("AssumeRoleWithWebIdentity")).isEqualTo(1);
    assertThat(aws.calls())
        .filteredOn(call -> call.operation().equals("GetSecretValue"))
        .allSatisfy(call -> assertThat(call.sessionToken()).isNotEmpty());
  }

  private static String credentials() {
    return """
    ---
    apiVersion: v1
    kind: Secret
    metadata: {name: aws, namespace: NS}
    stringData: {id: %s, secret: %s}
    """
        .formatted(aws.accessKeyId(), aws.secretAccessKey());
  }

  private static String store() {
    return """
    ---
    apiVersion: external-secrets.io/v1
    kind: SecretStore
    metadata: {name: aws, namespace: NS}
    spec:
      retrySettings: {maxRetries: 0}
      provider:
        aws:
          service: SecretsManager
          region: %s
          auth:
            secretRef:
              accessKeyIDSecretRef: {name: aws, key: id}
              secretAccessKeySecretRef: {name: aws, key: secret}
    """
        .formatted(aws.region());
  }

  private static String externalSecret(String name, String remote, String interval) {
    return """
    ---
    apiVersion: external-secrets.io/v1
    kind: ExternalSecret
    metadata: {name: %s, namespace: NS}
    spec:
      refreshInterval: %s
      secretStoreRef: {name: aws}
      data:
      - secretKey: password
        remoteRef: {key: %s, property: password}
    """
        .formatted(name, interval, remote);
  }
}

package dev.sealer.externalsecrets.reconcile;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sealer.kube.reconcile.Outcome;
import dev.sealer.testbed.canary.Canary;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What another namespace has is not even asked for. */
final class TenantWallsTest {
  private static final String DATA = "data: [{secretKey: k, remoteRef: {key: db}}]\n";

  private final Canary canary = Canary.random();
  private final InMemoryExternalSecrets place = new InMemoryExternalSecrets("other", "ns2");

  @BeforeEach
  void aValueAndACredentialOfAnotherNamespace() {
    place.store.put("db", canary.value());
    for (String namespace : List.of("other", "ns2")) {
      ObjectNode _ =
          place.cluster.apply(
              """
              apiVersion: v1
              kind: Secret
              metadata: {name: login, namespace: %s}
              stringData: {token: %s}
              """
                  .formatted(namespace, canary.value()));
    }
  }

  private void clusterStore(String spec) {
    ObjectNode _ =
        place.cluster.apply(
            """
            apiVersion: external-secrets.io/v1
            kind: ClusterSecretStore
            metadata: {name: shared}
            spec: %s
            """
                .formatted(spec));
  }

  private void refused() {
    Outcome _ = place.reconcile("db");
    assertThat(place.hasSecret("db")).isFalse();
    assertThat(place.ready("db")).startsWith("False");
    assertThat(place.calls())
        .noneMatch(call -> call.matches(".*/namespaces/(other|ns2|\\.\\.|NS).*"));
    assertThat(place.store.calls()).isZero();
  }

  @ParameterizedTest
  @ValueSource(strings = {"other", "ns2", "NS", "../other", "ns/../other", "'*'", "'ns,other'"})
  void aSecretStoreNamesNoOtherNamespaceForItsCredentials(String namespace) {
    place.editStore(
        "spec: {provider: {memory: {token: {name: login, key: token, namespace: %s}}}}"
            .formatted(namespace));
    place.want("db", DATA);
    refused();
  }

  @ParameterizedTest
  @ValueSource(strings = {"other", "ns2"})
  void aReferentClusterSecretStoreReadsInTheNamespaceOfTheExternalSecretOnly(String namespace) {
    clusterStore("{provider: {memory: {token: {name: login, key: token}}}}");
    place.wantOf("{name: shared, kind: ClusterSecretStore}", "db", DATA);

    assertThat(namespace).isNotEqualTo("ns");
    refused();
    assertThat(place.ready("db")).contains("Secret ns/login does not exist");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{namespaces: [other]}",
        "{namespaces: []}",
        "{namespaceRegexes: ['^other$']}",
        "{namespaceRegexes: ['(']}",
        "{namespaceSelector: {matchLabels: {tenant: other}}}",
        "{}"
      })
  void conditionsThatDoNotNameTheNamespaceKeepTheStoreFromBeingAsked(String condition) {
    clusterStore("{conditions: [" + condition + "], provider: {memory: {}}}");
    place.wantOf("{name: shared, kind: ClusterSecretStore}", "db", DATA);
    refused();
  }

  @Test
  void aStoreOfAnotherNamespaceIsNotFound() {
    ObjectNode _ =
        place.cluster.apply(
            """
            apiVersion: external-secrets.io/v1
            kind: SecretStore
            metadata: {name: theirs, namespace: other}
            spec: {provider: {memory: {}}}
            """);
    place.wantOf("theirs", "db", DATA);
    refused();
    assertThat(place.ready("db")).contains("does not exist");
  }

  @Test
  void aGeneratorOfAnotherNamespaceIsNotFound() {
    ObjectNode _ =
        place.cluster.apply(
            """
            apiVersion: generators.external-secrets.io/v1alpha1
            kind: Password
            metadata: {name: theirs, namespace: other}
            spec: {}
            """);
    place.want("db", "dataFrom: [{sourceRef: {generatorRef: {kind: Password, name: theirs}}}]\n");
    refused();
  }

  @Test
  void aTemplateOfAnotherNamespaceIsNotRead() {
    for (String kind : List.of("secret", "configMap")) {
      place.want(
          "db",
          DATA
              + "target: {template: {templateFrom: [{"
              + kind
              + ": {name: login, items: [{key: token}]}}]}}\n");
      Outcome _ = place.reconcile("db");
      assertThat(place.hasSecret("db")).isFalse();
      assertThat(place.calls()).noneMatch(call -> call.contains("/namespaces/other"));
    }
  }
}

package dev.sealer.externalsecrets.reconcile;

import static dev.sealer.externalsecrets.reconcile.InMemoryExternalSecrets.key;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sealer.kube.reconcile.Outcome;
import dev.sealer.testbed.canary.Canary;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Each way in which an ExternalSecret could make a Secret that Kubernetes fills with, or takes for,
 * a credential of the cluster.
 */
final class ClusterCredentialTest {
  private static final String DATA = "data: [{secretKey: k, remoteRef: {key: db}}]\n";
  private static final String ACCOUNT = "kubernetes.io/service-account.name";
  private static final String TOKEN = "type: kubernetes.io/service-account-token";

  private final InMemoryExternalSecrets place = new InMemoryExternalSecrets();

  @BeforeEach
  void aValue() {
    place.store.put("db", Canary.random().value());
  }

  private void accountToken(String type, String account) {
    ObjectNode _ =
        place.cluster.apply(
            """
            apiVersion: v1
            kind: Secret
            metadata: {name: db, namespace: ns, annotations: {%s: %s}}
            type: %s
            """
                .formatted(ACCOUNT, account, type));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{" + TOKEN + ", metadata: {annotations: {" + ACCOUNT + ": admin}}}",
        "{" + TOKEN + ", metadata: {annotations: {" + ACCOUNT + ": '{{ .k }}'}}}",
        "{" + TOKEN + ", templateFrom: [{target: Annotations, literal: 'a: b'}]}",
        "{" + TOKEN + ", templateFrom: [{target: annotations, literal: 'a: b'}]}",
        "{type: bootstrap.kubernetes.io/token}",
        "{templateFrom: [{target: type, literal: 'a: b'}]}",
        "{templateFrom: [{target: spec.serviceAccountName, literal: 'a: b'}]}"
      })
  void aTemplateMakesNone(String template) {
    place.want("db", DATA + "target: {template: " + template + "}\n");
    Outcome _ = place.reconcile("db");

    assertThat(place.hasSecret("db")).isFalse();
    assertThat(place.ready("db")).startsWith("False SecretSyncedError: invalid ExternalSecret");
    assertThat(place.store.calls()).isZero();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{creationPolicy: Merge, template: {metadata: {annotations: {" + ACCOUNT + ": admin}}}}",
        "{creationPolicy: Owner, template: {metadata: {annotations: {" + ACCOUNT + ": admin}}}}",
        "{creationPolicy: Orphan, template: {metadata: {annotations: {" + ACCOUNT + ": admin}}}}",
        "{creationPolicy: CreateOrMerge,"
            + " template: {templateFrom: [{target: Annotations, literal: '"
            + ACCOUNT
            + ": admin'}]}}"
      })
  void aTokenThatExistsIsNotTurnedIntoOneOfAnotherAccount(String target) {
    accountToken("kubernetes.io/service-account-token", "build");
    place.want("db", DATA + "target: " + target + "\n");
    Outcome _ = place.reconcile("db");

    assertThat(place.secret("db").at("/metadata/annotations").path(ACCOUNT).asText())
        .isEqualTo("build");
    assertThat(place.ready("db")).contains("is a credential of this cluster; not allowed");
  }

  @Test
  void annotationsOfTheExternalSecretDoNotTurnItEither() {
    accountToken("kubernetes.io/service-account-token", "build");
    place.want("db", DATA + "target: {creationPolicy: Merge}\n");
    ObjectNode _ =
        place.cluster.edit(
            InMemoryExternalSecrets.TYPE,
            key("db"),
            "metadata: {annotations: {" + ACCOUNT + ": admin}}");
    Outcome _ = place.reconcile("db");

    assertThat(place.secret("db").at("/metadata/annotations").path(ACCOUNT).asText())
        .isEqualTo("build");
  }

  @Test
  void nothingIsAddedToABootstrapToken() {
    ObjectNode _ =
        place.cluster.apply(
            """
            apiVersion: v1
            kind: Secret
            metadata: {name: db, namespace: ns}
            type: bootstrap.kubernetes.io/token
            stringData: {token-id: abcdef}
            """);
    place.want("db", DATA + "target: {creationPolicy: Merge}\n");
    Outcome _ = place.reconcile("db");

    assertThat(place.values("db")).containsOnlyKeys("token-id");
  }

  @Test
  void otherTypesMayHaveTheAnnotation() {
    place.want(
        "db", DATA + "target: {template: {metadata: {annotations: {" + ACCOUNT + ": admin}}}}\n");
    Outcome _ = place.reconcile("db");

    assertThat(place.ready("db")).startsWith("True SecretSynced");
  }
}

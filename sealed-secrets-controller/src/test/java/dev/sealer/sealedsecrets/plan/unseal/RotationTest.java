package dev.sealer.sealedsecrets.plan.unseal;

import static dev.sealer.sealedsecrets.plan.SealedObjects.CURRENT;
import static dev.sealer.sealedsecrets.plan.SealedObjects.OLD;
import static dev.sealer.sealedsecrets.plan.SealedObjects.item;
import static dev.sealer.sealedsecrets.plan.SealedObjects.unsealer;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sealer.crds.sealedsecrets.SealedSecret;
import dev.sealer.kube.client.Json;
import dev.sealer.sealedsecrets.plan.SealedObject;
import dev.sealer.sealing.Scope;
import dev.sealer.sealing.Sealer;
import dev.sealer.yaml.KubeYaml;
import java.util.List;
import org.junit.jupiter.api.Test;

class RotationTest {

  private static final String CANARY = "canary-81b2";
  private static final Sealer SEALER = new Sealer(CURRENT.certificate());

  @Test
  void sealsOldItemsAnewAndKeepsTheRest() {
    String current = item(CURRENT, Scope.STRICT, CANARY);
    ObjectNode tree = tree(item(OLD, Scope.STRICT, CANARY), current);

    ObjectNode rotated = rotate(tree);

    assertThat(rotated.at("/spec/encryptedData/current").asText()).isEqualTo(current);
    assertThat(rotated.at("/spec/encryptedData/old"))
        .isNotEqualTo(tree.at("/spec/encryptedData/old"));
    assertThat(opens(rotated)).isTrue();
    for (String kept :
        List.of(
            "/metadata/labels",
            "/metadata/name",
            "/spec/template",
            "/metadata/annotations/argocd.argoproj.io~1sync-wave")) {
      assertThat(rotated.at(kept)).as(kept).isEqualTo(tree.at(kept));
    }
  }

  @Test
  void leavesOutWhatTheApiServerAdds() {
    ObjectNode rotated = rotate(tree(item(OLD, Scope.STRICT, CANARY), ""));

    assertThat(rotated.has("status")).isFalse();
    assertThat(rotated.path("metadata").fieldNames())
        .toIterable()
        .containsExactlyInAnyOrder("name", "namespace", "labels", "annotations");
    assertThat(rotated.at("/metadata/annotations").fieldNames())
        .toIterable()
        .containsExactly("argocd.argoproj.io/sync-wave");
  }

  @Test
  void refusesATemplateThatClaimsAWiderScope() {
    ObjectNode tree = tree(item(OLD, Scope.STRICT, CANARY), "");
    tree.withObject("/spec/template/metadata/annotations")
        .put(Scope.CLUSTER_WIDE_ANNOTATION, "true");

    assertThat(Rotation.refusal(read(tree)))
        .hasValueSatisfying(why -> assertThat(why).contains("cluster-wide", "strict"));
  }

  @Test
  void takesTheScopeAnnotationsThatKubesealWrites() {
    ObjectNode tree = tree(item(OLD, Scope.STRICT, CANARY), "");
    tree.withObject("/spec/template/metadata/annotations")
        .put(Scope.NAMESPACE_WIDE_ANNOTATION, "true");
    tree.withObject("/metadata/annotations").put(Scope.NAMESPACE_WIDE_ANNOTATION, "true");

    assertThat(Rotation.refusal(read(tree))).isEmpty();
  }

  @Test
  void turnsTheDeprecatedFormIntoItems() {
    String whole =
        """
        {"kind":"Secret","metadata":{"labels":{"app":"web"}},"type":"Opaque",
         "data":{"password":"Y2FuYXJ5LTgxYjI="}}\
        """;
    ObjectNode tree = tree("", "");
    tree.withObject("/spec").remove("encryptedData");
    tree.withObject("/spec").put("data", item(OLD, Scope.STRICT, whole));

    ObjectNode rotated = rotate(tree);

    assertThat(rotated.path("spec").has("data")).isFalse();
    assertThat(rotated.at("/spec/template/metadata/labels/app").asText()).isEqualTo("web");
    assertThat(rotated.at("/spec/encryptedData").fieldNames())
        .toIterable()
        .containsExactly("password");
    assertThat(opens(rotated)).isTrue();
  }

  @Test
  void copiesOfTheSecretThatKubectlLeftDoNotSurface() {
    String whole =
        """
        {"kind":"Secret","metadata":{"annotations":{"keep":"me",
         "kubectl.kubernetes.io/last-applied-configuration":"{\\"data\\":\\"canary-81b2\\"}"}},
         "data":{"password":"Y2FuYXJ5LTgxYjI="}}\
        """;
    ObjectNode tree = tree("", "");
    tree.withObject("/spec").remove("encryptedData");
    tree.withObject("/spec").put("data", item(OLD, Scope.STRICT, whole));
    tree.withObject("/spec/template/metadata/annotations")
        .put("kubecfg.ksonnet.io/last-applied-configuration", CANARY);

    ObjectNode rotated = rotate(tree);

    assertThat(rotated.at("/spec/template/metadata/annotations").fieldNames())
        .toIterable()
        .containsExactlyInAnyOrder("keep", "sealedsecrets.bitnami.com/managed");
    assertThat(rotated.toString()).doesNotContain(CANARY);
  }

  private static ObjectNode rotate(ObjectNode tree) {
    SealedObject object = read(tree);
    return switch (new SealedSecretUnsealer(unsealer(CURRENT, OLD), true).unseal(object, null)) {
      case SealedSecretUnsealer.Result.Failed failed ->
          throw new AssertionError(failed.failure().message());
      case SealedSecretUnsealer.Result.Unsealed(UnsealedValues unsealed) -> {
        try (unsealed) {
          yield Rotation.reseal(tree, object, unsealed, SEALER);
        }
      }
    };
  }

  private static boolean opens(ObjectNode tree) {
    return new SealedSecretUnsealer(unsealer(CURRENT), true).unseal(read(tree), null)
        instanceof SealedSecretUnsealer.Result.Unsealed;
  }

  private static SealedObject read(ObjectNode tree) {
    return dev.sealer.sealedsecrets.plan.SealedObject.of(Json.typed(tree, SealedSecret.class));
  }

  private static ObjectNode tree(String old, String current) {
    ObjectNode tree =
        (ObjectNode)
            KubeYaml.readDocument(
                    """
                    apiVersion: bitnami.com/v1alpha1
                    kind: SealedSecret
                    metadata:
                      name: login
                      namespace: payments
                      uid: 8a6c
                      resourceVersion: "7"
                      generation: 2
                      creationTimestamp: null
                      managedFields: []
                      labels: {app: web}
                      annotations:
                        argocd.argoproj.io/sync-wave: "1"
                        kubectl.kubernetes.io/last-applied-configuration: "{}"
                    spec:
                      template:
                        metadata:
                          labels: {tier: db}
                          annotations: {sealedsecrets.bitnami.com/managed: "true"}
                        data:
                          config: "user={{ .user }}"
                          dropped: null
                      encryptedData: {}
                    status: {observedGeneration: 2}
                    """,
                    "test")
                .content();
    if (!old.isEmpty()) {
      tree.withObject("/spec/encryptedData").put("old", old);
    }
    if (!current.isEmpty()) {
      tree.withObject("/spec/encryptedData").put("current", current);
    }
    return tree;
  }
}

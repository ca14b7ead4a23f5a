package dev.sealer.sync.plan.diff;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.sealer.crds.argoproj.IgnoreDifference;
import dev.sealer.sync.manifest.ResourceId;
import dev.sealer.yaml.KubeYaml;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** When an object needs no dry run, because an apply would leave it as it is. */
final class SettledFieldsTest {

  private static final ResourceId ID = new ResourceId("apps", "Deployment", "app", "web");

  private static final String DESIRED =
      """
      apiVersion: apps/v1
      kind: Deployment
      metadata: {name: web, namespace: app, labels: {app: web}}
      spec:
        replicas: 2
        template:
          spec:
            containers:
            - {name: side, image: "side:1"}
            - {name: main, image: "main:1", env: [{name: LEVEL, value: info}]}
      """;

  private static final String LIVE =
      """
      apiVersion: apps/v1
      kind: Deployment
      metadata:
        name: web
        namespace: app
        uid: u
        labels: {app: web, other: theirs}
        managedFields:
        - manager: sealer-sync
          operation: Apply
          apiVersion: apps/v1
          fieldsV1:
            f:metadata: {f:labels: {f:app: {}}}
            f:spec:
              f:replicas: {}
              f:template:
                f:spec:
                  f:containers:
                    'k:{"name":"main"}':
                      .: {}
                      f:name: {}
                      f:image: {}
                      f:env: {'k:{"name":"LEVEL"}': {.: {}, f:name: {}, f:value: {}}}
                    'k:{"name":"side"}': {.: {}, f:name: {}, f:image: {}}
        - {manager: someone, operation: Update, apiVersion: apps/v1, fieldsV1: {f:spec: {f:paused: {}}}}
      spec:
        paused: false
        replicas: 2
        template:
          spec:
            containers:
            - {name: side, image: "side:1"}
            - name: main
              image: "main:1"
              imagePullPolicy: Always
              env: [{name: LEVEL, value: info}]
      """;

  private static boolean isSettled(String desired, String live) {
    return SettledFields.isSettled(
        ID, tree(desired), tree(live), IgnoreRules.of(List.of(), List.of()), "sealer-sync");
  }

  private static JsonNode tree(String yaml) {
    return KubeYaml.readDocument(yaml, "test").content();
  }

  @Test
  void anObjectAsGitStatesItIsSettledWhateverOthersOwn() {
    assertThat(isSettled(DESIRED, LIVE)).isTrue();
  }

  @ParameterizedTest
  @ValueSource(strings = {"replicas: 2\n", "value: info", "labels: {app: web}", "\"side:1\""})
  void aChangedValueIsNotSettled(String part) {
    assertThat(isSettled(DESIRED.replace(part, part.replaceAll("2|info|web|1", "3")), LIVE))
        .isFalse();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "  replicas: 2\n",
        ", labels: {app: web}",
        ", env: [{name: LEVEL, value: info}]",
        "      - {name: side, image: \"side:1\"}\n"
      })
  void aFieldThatLeftGitAndIsStillOwnedIsNotSettled(String part) {
    assertThat(DESIRED).contains(part);
    assertThat(isSettled(DESIRED.replace(part, ""), LIVE)).isFalse();
  }

  @Test
  void anotherOrderIsNotSettled() {
    String side = "      - {name: side, image: \"side:1\"}\n";
    String main = "      - {name: main, image: \"main:1\", env: [{name: LEVEL, value: info}]}\n";

    assertThat(DESIRED).contains(side + main);
    assertThat(isSettled(DESIRED.replace(side + main, main + side), LIVE)).isFalse();
  }

  @Test
  void aFieldThatMayDifferIsNotCompared() {
    IgnoreDifference rule =
        new IgnoreDifference(
            "apps", "Deployment", null, null, List.of("/spec/replicas"), List.of(), List.of());
    IgnoreRules ignored = IgnoreRules.of(List.of(rule), List.of());
    String scaled = LIVE.replace("replicas: 2\n", "replicas: 5\n");

    assertThat(isSettled(DESIRED, scaled)).isFalse();
    assertThat(SettledFields.isSettled(ID, tree(DESIRED), tree(scaled), ignored, "sealer-sync"))
        .isTrue();
    assertThat(
            SettledFields.isSettled(
                ID, tree(DESIRED.replace("info", "debug")), tree(scaled), ignored, "sealer-sync"))
        .isFalse();
  }

  @Test
  void anotherApiVersionIsNotSettled() {
    assertThat(
            isSettled(DESIRED.replace("apps/v1", "apps/v2"), LIVE.replace("v1\nkind", "v2\nkind")))
        .isFalse();
  }

  @Test
  void anObjectThatSealerHasNotAppliedIsNotSettled() {
    assertThat(isSettled(DESIRED, LIVE.replace("sealer-sync", "kubectl"))).isFalse();
  }
}

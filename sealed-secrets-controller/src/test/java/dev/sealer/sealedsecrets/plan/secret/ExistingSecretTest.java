package dev.sealer.sealedsecrets.plan.secret;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sealer.kube.client.Json;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

/** Field ownership of a Secret, and what follows from it. */
class ExistingSecretTest {

  private static final String OURS = "sealed-secrets-controller";
  private static final ObjectNode DECLARED =
      json(
          "{'metadata':{'labels':{'app':'web'},'finalizers':['x/y'],"
              + "'ownerReferences':[{'kind':'SealedSecret','uid':'u-1','controller':true}]},"
              + "'type':'Opaque','data':{'a':'YQ==','b':'Yg=='}}");
  private static final String DECLARED_FIELDS =
      "{'f:metadata':{'f:labels':{'f:app':{}},'f:finalizers':{'v:\\'x/y\\'':{}},"
          + "'f:ownerReferences':{'k:{\\'uid\\':\\'u-1\\'}':{}}},"
          + "'f:type':{},'f:data':{'f:a':{},'f:b':{}}}";

  @Test
  void namesTheFieldsAsTheApiServerDoes() {
    assertThat(SecretManifest.fields(DECLARED)).hasToString(Json.text(json(DECLARED_FIELDS)));
  }

  @Test
  void aSecretOfOursIsSettled() {
    ExistingSecret.Ownership ownership = of(entry(OURS, "Apply", DECLARED_FIELDS));

    assertThat(ownership.isSettled()).isTrue();
    assertThat(ownership.isSharedWithUpstream()).isFalse();
  }

  @Test
  void aSecretOfTheSealedSecretsControllerIsTakenOver() {
    ExistingSecret.Ownership ownership = of(entry("controller", "Update", DECLARED_FIELDS));

    assertThat(ownership.isSettled()).isFalse();
    assertThat(ownership.isClaimable()).isTrue();
    assertThat(ownership.isSharedWithUpstream()).isTrue();
  }

  @Test
  void whatAnotherProgramOfThatNameOwnsIsItsOwn() {
    ExistingSecret.Ownership ownership =
        of(
            entry(OURS, "Apply", DECLARED_FIELDS),
            entry("controller", "Update", "{'f:data':{'.':{},'f:theirs':{}}}"));

    assertThat(ownership.isSettled()).isTrue();
    assertThat(ownership.isSharedWithUpstream()).isFalse();
  }

  @Test
  void whatIsNoLongerDeclaredNeedsAnApply() {
    ExistingSecret.Ownership ownership =
        of(entry(OURS, "Apply", DECLARED_FIELDS.replace("'f:b':{}", "'f:b':{},'f:dropped':{}")));

    assertThat(ownership.isClaimable()).isFalse();
  }

  @Test
  void withoutAnyRecordOnlyAnApplyHelps() {
    assertThat(of().isClaimable()).isFalse();
    assertThat(of().isSettled()).isFalse();
  }

  @Test
  void tellsWhetherALiveSecretHasWhatIsDeclared() {
    ObjectNode live = DECLARED.deepCopy();
    live.withObject("/data").put("more", "bQ==");
    live.withObject("/metadata/labels").put("their", "label");

    assertThat(SecretManifest.holds(live, DECLARED)).isTrue();
    live.withObject("/data").put("a", "eA==");
    assertThat(SecretManifest.holds(live, DECLARED)).isFalse();
    assertThat(SecretManifest.holds(Json.object(), DECLARED)).isFalse();
  }

  private static ExistingSecret.Ownership of(String... entries) {
    JsonNode live = json("{'metadata':{'managedFields':[" + String.join(",", entries) + "]}}");
    return ExistingSecret.of(live).ownership(SecretManifest.fields(DECLARED), OURS);
  }

  private static String entry(String manager, String operation, String fields) {
    return "{'manager':'%s','operation':'%s','apiVersion':'v1','fieldsV1':%s}"
        .formatted(manager, operation, fields);
  }

  private static ObjectNode json(String text) {
    return (ObjectNode) Json.parse(text.replace('\'', '"').getBytes(StandardCharsets.UTF_8));
  }
}

package dev.sealer.sealedsecrets.reconcile;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sealer.kube.client.Json;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

/** Who owns what of a Secret, and what that asks for. */
class OwnershipTest {

  private static final String OURS = "sealed-secrets-controller";
  private static final ObjectNode STATED =
      json(
          "{'metadata':{'labels':{'app':'web'},'finalizers':['x/y'],"
              + "'ownerReferences':[{'kind':'SealedSecret','uid':'u-1','controller':true}]},"
              + "'type':'Opaque','data':{'a':'YQ==','b':'Yg=='}}");
  private static final String STATED_FIELDS =
      "{'f:metadata':{'f:labels':{'f:app':{}},'f:finalizers':{'v:\\'x/y\\'':{}},"
          + "'f:ownerReferences':{'k:{\\'uid\\':\\'u-1\\'}':{}}},"
          + "'f:type':{},'f:data':{'f:a':{},'f:b':{}}}";

  @Test
  void namesTheFieldsAsTheApiServerDoes() {
    assertThat(SecretManifest.fields(STATED)).hasToString(Json.text(json(STATED_FIELDS)));
  }

  @Test
  void aSecretOfOursIsSettled() {
    Ownership ownership = of(entry(OURS, "Apply", STATED_FIELDS));

    assertThat(ownership.settled()).isTrue();
    assertThat(ownership.sharedWithPeer()).isFalse();
  }

  @Test
  void aSecretOfThePeersIsTakenOver() {
    Ownership ownership = of(entry("controller", "Update", STATED_FIELDS));

    assertThat(ownership.settled()).isFalse();
    assertThat(ownership.claimable()).isTrue();
    assertThat(ownership.sharedWithPeer()).isTrue();
  }

  @Test
  void whatAnotherProgramOfThatNameOwnsIsItsOwn() {
    Ownership ownership =
        of(
            entry(OURS, "Apply", STATED_FIELDS),
            entry("controller", "Update", "{'f:data':{'.':{},'f:theirs':{}}}"));

    assertThat(ownership.settled()).isTrue();
    assertThat(ownership.sharedWithPeer()).isFalse();
  }

  @Test
  void whatIsNoLongerStatedNeedsAnApply() {
    Ownership ownership =
        of(entry(OURS, "Apply", STATED_FIELDS.replace("'f:b':{}", "'f:b':{},'f:dropped':{}")));

    assertThat(ownership.claimable()).isFalse();
  }

  @Test
  void withoutAnyRecordOnlyAnApplyHelps() {
    assertThat(of().claimable()).isFalse();
    assertThat(of().settled()).isFalse();
  }

  @Test
  void tellsWhetherALiveSecretHasWhatIsStated() {
    ObjectNode live = STATED.deepCopy();
    live.withObject("/data").put("more", "bQ==");
    live.withObject("/metadata/labels").put("their", "label");

    assertThat(SecretManifest.holds(live, STATED)).isTrue();
    live.withObject("/data").put("a", "eA==");
    assertThat(SecretManifest.holds(live, STATED)).isFalse();
    assertThat(SecretManifest.holds(Json.object(), STATED)).isFalse();
  }

  private static Ownership of(String... entries) {
    JsonNode live = json("{'metadata':{'managedFields':[" + String.join(",", entries) + "]}}");
    return Ownership.of(live, SecretManifest.fields(STATED), OURS);
  }

  private static String entry(String manager, String operation, String fields) {
    return "{'manager':'%s','operation':'%s','apiVersion':'v1','fieldsV1':%s}"
        .formatted(manager, operation, fields);
  }

  private static ObjectNode json(String text) {
    return (ObjectNode) Json.parse(text.replace('\'', '"').getBytes(StandardCharsets.UTF_8));
  }
}

package dev.sealer.sync.live;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sealer.kube.apply.WriteResult;
import dev.sealer.testbed.canary.Canary;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Tests how a refusal of the API server is worded for a status. */
final class ApplyRefusalTest {

  private static WriteResult.Refused invalid(String field, String message) {
    return new WriteResult.Refused(
        422, "Invalid", "Job is invalid", List.of(new WriteResult.Cause(field, message)));
  }

  @Test
  void anImmutableFieldIsNamedWithAWayOutAndWithoutItsValue() {
    String canary = Canary.random().value();

    assertThat(
            ApplyRefusal.describe(
                invalid(
                    "spec.template",
                    "Invalid value: {\"Env\":[{\"Value\":\""
                        + canary
                        + ": x\"}]}: field is immutable")))
        .isEqualTo(
            "spec.template: invalid value: field is immutable; delete the object, give it another"
                + " name, or annotate it with argocd.argoproj.io/sync-options:"
                + " Replace=true,Force=true");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Invalid value: {}: field is immutable",
        "Invalid value: []: may not change once set",
        "Forbidden: spec is immutable after creation except resources.requests and"
            + " volumeAttributesClassName for bound claims",
        "Forbidden: updates to statefulset spec for fields other than 'replicas', 'ordinals',"
            + " 'template', 'updateStrategy' and 'minReadySeconds' are forbidden",
      })
  void everyWordingOfAnImmutableFieldIsKnown(String message) {
    WriteResult.Refused refused = invalid("spec", message);

    assertThat(ApplyRefusal.isImmutable(refused)).isTrue();
    assertThat(ApplyRefusal.describe(refused))
        .startsWith("spec: ")
        .endsWith("Replace=true,Force=true");
  }

  @Test
  void aFieldThatIsWrongIsNotImmutable() {
    WriteResult.Refused refused = invalid("spec.replicas", "Invalid value: -1: must be positive");

    assertThat(ApplyRefusal.isImmutable(refused)).isFalse();
    assertThat(ApplyRefusal.describe(refused)).doesNotContain("Replace=true");
  }

  @Test
  void anImmutableFieldIsNamedHoweverManyOthersAreRefused() {
    List<WriteResult.Cause> causes = new ArrayList<>();
    for (int i = 0; i < 9; i++) {
      causes.add(new WriteResult.Cause("spec.labels[l" + i + "]", "Required value"));
    }
    causes.add(new WriteResult.Cause("spec.template", "Invalid value: {}: field is immutable"));

    assertThat(
            ApplyRefusal.describe(
                new WriteResult.Refused(422, "Invalid", "Job is invalid", causes)))
        .startsWith("spec.template: invalid value: field is immutable; spec.labels[l0]: ")
        .contains("and more fields", "Replace=true,Force=true");
  }

  @Test
  void aValueIsNeverQuoted() {
    String canary = Canary.random().value();

    for (String message :
        List.of(
            "Invalid value: \"" + canary + "\"",
            "Invalid value: \"a: " + canary + "\"",
            "Duplicate value: \"" + canary + "\"",
            "Not found: \"" + canary + "\"",
            "Unsupported value: \"" + canary + "\": supported values: \"A\", \"B\"")) {
      assertThat(ApplyRefusal.describe(invalid("spec.a", message)))
          .startsWith("spec.a: ")
          .doesNotContain(canary);
    }
  }

  @Test
  void aWebhookThatTakesNoDryRunSaysNothingAboutTheManifest() {
    assertThat(
            ApplyRefusal.isOfManifest(
                new WriteResult.Refused(
                    400,
                    "BadRequest",
                    "admission webhook \"policy.example.com\" does not support dry run",
                    List.of())))
        .isFalse();
  }

  @Test
  void aListThatServerSideApplyCannotTakeIsTheManifestsFault() {
    WriteResult.Refused refused =
        new WriteResult.Refused(
            500,
            "HTTP500",
            "failed to create typed patch object (a/b; apps/v1, Kind=Deployment):"
                + " .spec.template.spec.containers[name=\"main\"].env: duplicate entries for key"
                + " [name=\"LEVEL\"]");

    assertThat(ApplyRefusal.isOfManifest(refused)).isTrue();
    assertThat(ApplyRefusal.describe(refused))
        .isEqualTo(
            ".spec.template.spec.containers[name=\"main\"].env: more than one entry with"
                + " name=\"LEVEL\"; remove all but one");
  }

  @Test
  void troubleOfTheApiServerIsNotTheManifestsFault() {
    WriteResult.Refused refused =
        new WriteResult.Refused(500, "InternalError", "failed calling webhook \"w\"");

    assertThat(ApplyRefusal.isOfManifest(refused)).isFalse();
    assertThat(ApplyRefusal.describe(refused))
        .isEqualTo("InternalError: failed calling webhook \"w\"");
  }
}

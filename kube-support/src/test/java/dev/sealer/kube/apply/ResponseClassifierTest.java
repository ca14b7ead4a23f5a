package dev.sealer.kube.apply;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sealer.kube.ResourceType;
import dev.sealer.kube.client.ApiAnswer;
import dev.sealer.kube.client.Json;
import dev.sealer.kube.redact.MessageRedactor;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class ResponseClassifierTest {

  private static final String CANARY = "canary-5e1a77";
  // base64 of the canary
  private static final String ENCODED = "Y2FuYXJ5LTVlMWE3Nw==";

  private static ResponseClassifier reading() {
    return new ResponseClassifier(MessageRedactor.ofNew(ResourceType.SECRET, secret()), null);
  }

  private static ObjectNode secret() {
    ObjectNode secret = Json.object();
    secret.putObject("data").put("password", ENCODED).put("pin", 1234567);
    return secret;
  }

  private static ApiAnswer answer(int code, String reason, String message) {
    return new ApiAnswer(code, Json.object().put("reason", reason).put("message", message));
  }

  @Test
  void keepsWhatAnAdmissionWebhookSaidButNotWhatItQuoted() {
    WriteResult result =
        reading()
            .write(
                answer(
                    400,
                    "BadRequest",
                    "admission webhook \"w\" denied the request: " + CANARY + " " + ENCODED));

    assertThat(result)
        .isEqualTo(
            new WriteResult.Refused(
                400,
                "BadRequest",
                "admission webhook \"w\" denied the request: [redacted] [redacted]"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "admission webhook \"w\" denied the request: was canary-5e1a77",
        "secrets \"s\" is forbidden: ValidatingAdmissionPolicy 'w' with binding 'b' denied request:"
            + " was Y2FuYXJ5LTVlMWE3Nw=="
      })
  void keepsOnlyTheNameOfAPolicyThatMayQuoteWhatWasThereBefore(String message) {
    ResponseClassifier patch =
        new ResponseClassifier(MessageRedactor.of(ResourceType.SECRET), null);

    WriteResult result = patch.write(answer(403, "Forbidden", message));

    assertThat(((WriteResult.Refused) result).message())
        .isEqualTo(
            message.replaceFirst(":[^:]*$", "")
                + "; its reason may quote the Secret and is left out");
  }

  @Test
  void keepsWhyTheUserMayNotWriteASecret() {
    String message = "secrets \"s\" is forbidden: User \"u\" cannot patch resource \"secrets\"";
    ResponseClassifier patch =
        new ResponseClassifier(MessageRedactor.of(ResourceType.SECRET, secret()), null);

    assertThat(patch.write(answer(403, "Forbidden", message)))
        .isEqualTo(new WriteResult.Refused(403, "Forbidden", message));
  }

  @Test
  void keepsOnlyTheFieldsOfAValidationMessageOfASecret() {
    ApiAnswer answer =
        answer(422, "Invalid", "Secret \"x\" is invalid: data[pin]: Invalid value: 1234567");
    ((ObjectNode) answer.body())
        .putObject("details")
        .putArray("causes")
        .addObject()
        .put("field", "data[pin]")
        .put("message", "Invalid value: 1234567");

    assertThat(reading().write(answer))
        .isEqualTo(
            new WriteResult.Refused(
                422,
                "Invalid",
                "data[pin]: Invalid value: [redacted]",
                List.of(new WriteResult.Cause("data[pin]", "Invalid value: [redacted]"))));
  }

  @Test
  void saysNothingOfATypeErrorThatMayPrintAValue() {
    WriteResult result =
        reading()
            .write(
                answer(
                    500,
                    "InternalError",
                    "failed to create typed patch object: .data.pin: expected string, got"
                        + " 1234567"));

    assertThat(((WriteResult.Refused) result).message()).doesNotContain("1234567");
  }

  @ParameterizedTest
  @ValueSource(ints = {408, 429, 502, 503, 504})
  void takesOverloadAndGatewaysAsUnreachable(int code) {
    assertThat(reading().write(answer(code, "", "later")))
        .isInstanceOf(WriteResult.Unreachable.class);
  }

  @Test
  void tellsAnOwnerConflictFromAStaleVersion() {
    ApiAnswer owned = answer(409, "Conflict", "Apply failed with 1 conflict");
    ((ObjectNode) owned.body())
        .putObject("details")
        .putArray("causes")
        .addObject()
        .put("reason", "FieldManagerConflict")
        .put("message", "conflict with \"kubectl\" using v1")
        .put("field", ".data.a");

    assertThat(reading().write(owned))
        .isInstanceOfSatisfying(
            WriteResult.Conflict.class,
            c -> assertThat(c.message()).isEqualTo(".data.a is owned by \"kubectl\" using v1"));
    assertThat(reading().write(answer(409, "Conflict", "the object has been modified")))
        .isInstanceOf(WriteResult.Stale.class);
  }

  @Test
  void noResultPrintsTheObject() {
    ObjectNode secret = Json.object();
    secret.putObject("data").put("password", ENCODED);

    assertThat(reading().write(new ApiAnswer(201, secret)).toString()).doesNotContain(ENCODED);
    assertThat(reading().read(new ApiAnswer(200, secret)).toString()).doesNotContain(ENCODED);
    assertThat(new ApiAnswer(200, secret).toString()).doesNotContain(ENCODED);
  }
}

package dev.sealer.sealedsecrets.plan.secret;

import static dev.sealer.sealedsecrets.plan.SealedObjects.CURRENT;
import static dev.sealer.sealedsecrets.plan.SealedObjects.item;
import static dev.sealer.sealedsecrets.plan.SealedObjects.nullable;
import static dev.sealer.sealedsecrets.plan.SealedObjects.templated;
import static dev.sealer.sealedsecrets.plan.SealedObjects.unsealer;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sealer.sealedsecrets.plan.Failure;
import dev.sealer.sealedsecrets.plan.SealedObject;
import dev.sealer.sealedsecrets.plan.unseal.SealedSecretUnsealer;
import dev.sealer.sealedsecrets.plan.unseal.UnsealedValues;
import dev.sealer.sealing.Scope;
import dev.sealer.template.RenderOptions;
import dev.sealer.template.SecretDataTemplates;
import dev.sealer.template.value.FunctionLibrary;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class DeclaredSecretTest {

  private static final String CANARY = "canary-c0de";
  private static final Map<String, String> ITEMS =
      Map.of("password", item(CURRENT, Scope.STRICT, CANARY));
  private static final SecretDataTemplates RENDERER =
      new SecretDataTemplates(FunctionLibrary.EMPTY, RenderOptions.standard());

  @Test
  void rendersOverItemsAndTheRawTextOfSiblings() {
    Map<String, @Nullable String> data = new HashMap<>();
    data.put("user", "{{ .password }}");
    data.put("url", "db://{{ .user }}:{{ .password }}@host");

    assertThat(desired(data))
        .containsEntry("url", "db://{{ .password }}:" + CANARY + "@host")
        .containsEntry("user", CANARY)
        .containsEntry("password", CANARY);
  }

  @Test
  void anItemWinsOverATemplateOfTheSameKey() {
    assertThat(desired(nullable("password", "plain")))
        .containsExactly(Map.entry("password", CANARY));
  }

  @Test
  void nullLeavesTheItemOutOfTheSecretButNotOutOfTemplates() {
    Map<String, @Nullable String> data = nullable("password", null);
    data.put("dsn", "{{ .password }}");

    assertThat(desired(data)).containsExactly(Map.entry("dsn", CANARY));
  }

  @Test
  void aMissingKeyRendersAsGoSaysIt() {
    assertThat(desired(nullable("x", "{{ .missing }}"))).containsEntry("x", "<no value>");
  }

  @Test
  void aFailingTemplateFailsTheWholeAndShowsNoValue() {
    Map<String, @Nullable String> data = nullable("broken", "{{ .password.x }}");
    data.put("unparsed", "{{ if }}");

    Failure failure = failure(data);

    assertThat(failure.reason()).isEqualTo(Failure.Reason.TEMPLATE_FAILED);
    assertThat(failure.message()).contains("(broken)", "(unparsed)").doesNotContain(CANARY);
  }

  private static Map<String, String> desired(Map<String, @Nullable String> data) {
    return switch (result(data)) {
      case DeclaredSecret.Result.Failed(Failure failure) ->
          throw new AssertionError(failure.message());
      case DeclaredSecret.Result.Created(DeclaredSecret secret) -> {
        Map<String, String> texts = new TreeMap<>();
        secret
            .data()
            .forEach((key, value) ->
                texts.put(
                    key, value.<String>reveal(bytes -> new String(bytes, StandardCharsets.UTF_8))));
        secret.close();
        yield texts;
      }
    };
  }

  private static Failure failure(Map<String, @Nullable String> data) {
    return switch (result(data)) {
      case DeclaredSecret.Result.Failed(Failure failure) -> failure;
      case DeclaredSecret.Result.Created _ -> throw new AssertionError("rendered");
    };
  }

  private static DeclaredSecret.Result result(Map<String, @Nullable String> data) {
    SealedObject object = templated(ITEMS, data);
    return switch (new SealedSecretUnsealer(unsealer(CURRENT), true).unseal(object, null)) {
      case SealedSecretUnsealer.Result.Failed failed ->
          throw new AssertionError(failed.failure().message());
      case SealedSecretUnsealer.Result.Unsealed(UnsealedValues unsealed) ->
          DeclaredSecret.create(object, unsealed, RENDERER);
    };
  }
}

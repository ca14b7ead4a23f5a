package dev.sealer.sealedsecrets.plan;

import static dev.sealer.sealedsecrets.plan.SealedObjects.CURRENT;
import static dev.sealer.sealedsecrets.plan.SealedObjects.item;
import static dev.sealer.sealedsecrets.plan.SealedObjects.object;
import static dev.sealer.sealedsecrets.plan.SealedObjects.unsealer;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sealer.crds.sealedsecrets.SealedSecretSpec;
import dev.sealer.sealedsecrets.plan.secret.DeclaredSecret;
import dev.sealer.sealedsecrets.plan.unseal.SealedSecretUnsealer;
import dev.sealer.sealedsecrets.plan.unseal.UnsealedValues;
import dev.sealer.sealing.Scope;
import dev.sealer.template.RenderOptions;
import dev.sealer.template.SecretDataTemplates;
import dev.sealer.template.value.FunctionLibrary;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A SealedSecret does not become a Secret that has a power of its own. */
final class SecretPowerTest {
  private final String canary = "canary-" + UUID.randomUUID();

  @ParameterizedTest
  @CsvSource({
    "kubernetes.io/service-account-token, '', false",
    "bootstrap.kubernetes.io/token, '', false",
    "Opaque, sealedsecrets.bitnami.com/sealed-secrets-key, false",
    "kubernetes.io/tls, sealedsecrets.bitnami.com/sealed-secrets-key, false",
    "Opaque, '', true",
    "kubernetes.io/tls, '', true",
    "kubernetes.io/dockerconfigjson, '', true",
    "Opaque, argocd.argoproj.io/secret-type, true",
  })
  void whatWouldBeACredentialOfTheClusterIsNotMade(String type, String label, boolean made) {
    SealedSecretSpec.Metadata metadata =
        new SealedSecretSpec.Metadata(
            null,
            null,
            label.isEmpty() ? Map.of() : Map.of(label, "active"),
            Map.of("kubernetes.io/service-account.name", "default"),
            List.of(),
            Map.of());
    Map<String, @Nullable String> none = Map.of();
    SealedSecretSpec spec =
        new SealedSecretSpec(
            Map.of("token", item(CURRENT, Scope.STRICT, canary)),
            null,
            new SealedSecretSpec.Template(metadata, type, null, none));
    DeclaredSecret.Result result =
        switch (new SealedSecretUnsealer(unsealer(CURRENT), true)
            .unseal(object(Map.of(), spec), null)) {
          case SealedSecretUnsealer.Result.Failed failed ->
              throw new AssertionError(failed.failure().message());
          case SealedSecretUnsealer.Result.Unsealed(UnsealedValues unsealed) ->
              DeclaredSecret.create(
                  object(Map.of(), spec),
                  unsealed,
                  new SecretDataTemplates(FunctionLibrary.EMPTY, RenderOptions.standard()));
        };
    assertThat(result instanceof DeclaredSecret.Result.Created).isEqualTo(made);
    if (result instanceof DeclaredSecret.Result.Failed(Failure failure)) {
      assertThat(failure.reason()).isEqualTo(Failure.Reason.NOT_ALLOWED);
      assertThat(failure.message()).contains("not allowed").doesNotContain(canary);
    }
  }
}

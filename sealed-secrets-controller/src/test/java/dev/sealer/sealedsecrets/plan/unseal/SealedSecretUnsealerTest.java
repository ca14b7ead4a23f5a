package dev.sealer.sealedsecrets.plan.unseal;

import static dev.sealer.sealedsecrets.plan.SealedObjects.CURRENT;
import static dev.sealer.sealedsecrets.plan.SealedObjects.LARGER;
import static dev.sealer.sealedsecrets.plan.SealedObjects.OLD;
import static dev.sealer.sealedsecrets.plan.SealedObjects.item;
import static dev.sealer.sealedsecrets.plan.SealedObjects.object;
import static dev.sealer.sealedsecrets.plan.SealedObjects.strict;
import static dev.sealer.sealedsecrets.plan.SealedObjects.unsealer;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sealer.crds.sealedsecrets.SealedSecretSpec;
import dev.sealer.sealedsecrets.plan.Failure;
import dev.sealer.sealedsecrets.plan.Failure.Reason;
import dev.sealer.sealedsecrets.plan.SealedObject;
import dev.sealer.sealing.Scope;
import dev.sealer.sealing.unseal.Unsealer;
import dev.sealer.secret.SecretBytes;
import java.util.Map;
import org.junit.jupiter.api.Test;

class SealedSecretUnsealerTest {

  private static final String CANARY = "canary-3e07";
  private static final Unsealer KEYS = unsealer(CURRENT, OLD);

  @Test
  void opensItemsOfSeveralKeys() {
    SealedObject object =
        strict(
            Map.of(
                "new", item(CURRENT, Scope.STRICT, CANARY),
                "old", item(OLD, Scope.STRICT, CANARY + "-old")));

    try (UnsealedValues unsealed = unsealed(object)) {
      assertThat(unsealed.values()).containsOnlyKeys("new", "old");
      assertHolds(unsealed, "old", CANARY + "-old");
      assertThat(unsealed.keys())
          .containsExactlyInAnyOrder(CURRENT.fingerprint().value(), OLD.fingerprint().value());
    }
  }

  @Test
  void anObjectWithoutItemsOpensAsNothing() {
    try (UnsealedValues unsealed = unsealed(strict(Map.of()))) {
      assertThat(unsealed.values()).isEmpty();
    }
  }

  @Test
  void namesAScopeThatTheAnnotationsDoNotState() {
    Failure failure =
        failure(strict(Map.of("password", item(CURRENT, Scope.NAMESPACE_WIDE, CANARY))));

    assertThat(failure.reason()).isEqualTo(Reason.WRONG_SCOPE);
    assertThat(failure.message())
        .startsWith("no key could decrypt secret (password)")
        .contains("namespace-wide", "strict");
  }

  @Test
  void namesTheSizeOfAKeyThatIsNotHere() {
    Failure failure = failure(strict(Map.of("password", item(LARGER, Scope.STRICT, CANARY))));

    assertThat(failure.reason()).isEqualTo(Reason.UNKNOWN_KEY);
    assertThat(failure.message()).contains("3072 bits");
  }

  @Test
  void saysNoMoreAboutOtherNamesThanThatItDoesNotOpen() {
    SealedObject moved =
        new SealedObject(
            new dev.sealer.kube.ObjectKey("payments", "other"),
            "uid-1",
            "7",
            1,
            Map.of(),
            Map.of(),
            new SealedSecretSpec(Map.of("a", item(CURRENT, Scope.STRICT, CANARY)), null, null),
            null);

    assertThat(failure(moved).reason()).isEqualTo(Reason.NOT_DECRYPTABLE);
  }

  @Test
  void groupsErrorsAsThePeerDoes() {
    Failure failure =
        failure(
            strict(
                Map.of(
                    "bar", "!",
                    "baz", item(LARGER, Scope.STRICT, CANARY),
                    "foo", item(LARGER, Scope.STRICT, CANARY),
                    "good", item(CURRENT, Scope.STRICT, CANARY))));

    assertThat(failure.reason()).isEqualTo(Reason.MALFORMED);
    assertThat(failure.message())
        .isEqualTo(
            "illegal base64 data at input byte 0 (bar)\nno key could decrypt secret (baz, foo)");
  }

  @Test
  void readsTheDeprecatedWholeObject() {
    String whole =
        """
        {"kind":"Secret","apiVersion":"v1","metadata":{"name":"x","labels":{"app":"web"}},
         "type":"Opaque","data":{"password":"Y2FuYXJ5LTNlMDc="},"stringData":{"user":"me"}}\
        """;
    SealedObject object =
        object(Map.of(), new SealedSecretSpec(Map.of(), item(CURRENT, Scope.STRICT, whole), null));

    try (UnsealedValues unsealed = unsealed(object)) {
      assertHolds(unsealed, "password", CANARY);
      assertHolds(unsealed, "user", "me");
      assertThat(unsealed.template().labels()).containsEntry("app", "web");
      assertThat(unsealed.template().type()).isEqualTo("Opaque");
    }
  }

  @Test
  void refusesAWholeObjectThatIsNoSecret() {
    for (String whole : new String[] {"{\"kind\":\"ConfigMap\"}", "canary: [", ""}) {
      Failure failure =
          failure(
              object(
                  Map.of(),
                  new SealedSecretSpec(Map.of(), item(CURRENT, Scope.STRICT, whole), null)));

      assertThat(failure.reason()).isEqualTo(Reason.MALFORMED);
      assertThat(failure.message()).doesNotContain("canary");
    }
  }

  @Test
  void refusesBothFormsAtOnceAndTheDeprecatedOneWhereItIsOff() {
    String sealed = item(CURRENT, Scope.STRICT, CANARY);
    SealedObject both = object(Map.of(), new SealedSecretSpec(Map.of("a", sealed), sealed, null));
    SealedObject whole = object(Map.of(), new SealedSecretSpec(Map.of(), sealed, null));

    assertThat(failure(both).message())
        .isEqualTo(
            "cannot use the field 'encryptedData' and the deprecated field 'data' at the same"
                + " time");
    assertThat(new SealedSecretUnsealer(KEYS, false).unseal(whole, null))
        .isInstanceOfSatisfying(
            SealedSecretUnsealer.Result.Failed.class,
            it ->
                assertThat(it.failure().message())
                    .isEqualTo(
                        "using deprecated 'data' field, use 'encryptedData' or flip the feature"
                            + " flag"));
  }

  private static UnsealedValues unsealed(SealedObject object) {
    return switch (new SealedSecretUnsealer(KEYS, true).unseal(object, null)) {
      case SealedSecretUnsealer.Result.Unsealed(UnsealedValues unsealed) -> unsealed;
      case SealedSecretUnsealer.Result.Failed(Failure failure) ->
          throw new AssertionError(failure.message());
    };
  }

  private static Failure failure(SealedObject object) {
    return switch (new SealedSecretUnsealer(KEYS, true).unseal(object, null)) {
      case SealedSecretUnsealer.Result.Unsealed _ -> throw new AssertionError("unsealed");
      case SealedSecretUnsealer.Result.Failed(Failure failure) -> failure;
    };
  }

  private static void assertHolds(UnsealedValues unsealed, String key, String value) {
    try (SecretBytes expected = SecretBytes.ofUtf8(value)) {
      assertThat(unsealed.values().get(key))
          .isNotNull()
          .satisfies(found -> assertThat(found.matches(expected)).isTrue());
    }
  }
}

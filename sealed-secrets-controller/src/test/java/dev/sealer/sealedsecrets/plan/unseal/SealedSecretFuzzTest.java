package dev.sealer.sealedsecrets.plan.unseal;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sealer.crds.sealedsecrets.SealedSecret;
import dev.sealer.kube.client.Json;
import dev.sealer.sealedsecrets.plan.CapturedLog;
import dev.sealer.sealedsecrets.plan.Failure;
import dev.sealer.sealedsecrets.plan.Fuzz;
import dev.sealer.sealedsecrets.plan.SealedObject;
import dev.sealer.sealedsecrets.plan.SealedObjects;
import dev.sealer.sealedsecrets.plan.secret.DeclaredSecret;
import dev.sealer.sealing.Scope;
import dev.sealer.sealing.keys.SealingKeyPair;
import dev.sealer.template.RenderOptions;
import dev.sealer.template.SecretDataTemplates;
import dev.sealer.template.Sprig;
import dev.sealer.testbed.canary.Canary;
import dev.sealer.testbed.canary.CanarySearch;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Damaged SealedSecrets end in a Secret or in a failure, never in an exception or a leak. */
class SealedSecretFuzzTest {

  private static final SealingKeyPair KEY = SealedObjects.key(1024, SealedObjects.NOW);
  private static final SealedSecretUnsealer UNSEALER =
      new SealedSecretUnsealer(SealedObjects.unsealer(KEY), true);
  private static final SecretDataTemplates RENDERER =
      new SecretDataTemplates(Sprig.library(), RenderOptions.standard());

  private final Canary canary = Canary.random();

  @Test
  @Timeout(value = 30, unit = TimeUnit.MINUTES, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
  void whateverIsDamagedEndsInASecretOrInAFailure() {
    List<ObjectNode> whole = List.of(items(), wholeObject());
    CanarySearch search = CanarySearch.of(canary);
    int failures = 0;
    try (CapturedLog log = new CapturedLog()) {
      for (int i = 0; i < Fuzz.inputs(40); i++) {
        Fuzz fuzz = new Fuzz(i);
        Optional<Failure> failure = reconciled(i, fuzz.damaged(fuzz.oneOf(whole)));
        failures += failure.isPresent() ? 1 : 0;
        String where = "input " + i;
        failure.ifPresent(f -> search.text(where, f.message()));
      }
      search.text("the log", log.text());
    }
    search.assertNothingFound();
    assertThat(failures).as("damage that is noticed").isPositive();
  }

  /** What the reconciler does with it, up to the API server; no failure when it made a Secret. */
  private static Optional<Failure> reconciled(int seed, ObjectNode tree) {
    try {
      return Optional.of(Json.typed(tree, SealedSecret.class))
          .filter(typed -> typed.getMetadata() != null && typed.getMetadata().getName() != null)
          .flatMap(typed -> made(dev.sealer.sealedsecrets.plan.SealedObject.of(typed)));
    } catch (IllegalArgumentException notOne) {
      // Such an object cannot be in a cluster: its schema refuses it.
      return Optional.empty();
    } catch (RuntimeException | StackOverflowError e) {
      throw new AssertionError("seed " + seed, e);
    }
  }

  private static Optional<Failure> made(SealedObject object) {
    return switch (UNSEALER.unseal(object, null)) {
      case SealedSecretUnsealer.Result.Failed(Failure failure) -> Optional.of(failure);
      case SealedSecretUnsealer.Result.Unsealed(UnsealedValues unsealed) -> {
        try (unsealed) {
          yield switch (DeclaredSecret.create(object, unsealed, RENDERER)) {
            case DeclaredSecret.Result.Failed(Failure failure) -> Optional.of(failure);
            case DeclaredSecret.Result.Created(var secret) -> {
              secret.close();
              yield Optional.empty();
            }
          };
        }
      }
    };
  }

  private ObjectNode items() {
    ObjectNode tree = object();
    tree.withObject("/spec/encryptedData")
        .put("password", SealedObjects.item(KEY, Scope.STRICT, canary.value()))
        .put("other", SealedObjects.item(KEY, Scope.STRICT, canary.value() + "-2"));
    ObjectNode template = tree.withObject("/spec/template");
    template.put("type", "Opaque").put("immutable", false);
    template.withObject("/metadata/annotations").put("a", "b");
    template.withObject("/data").put("config", "x: {{ .password | upper }}").putNull("other");
    return tree;
  }

  private ObjectNode wholeObject() {
    ObjectNode secret = Json.object().put("kind", "Secret").put("apiVersion", "v1");
    secret.withObject("/metadata/labels").put("app", "web");
    secret.withObject("/stringData").put("password", canary.value());
    ObjectNode tree = object();
    tree.withObject("/spec").put("data", SealedObjects.item(KEY, Scope.STRICT, Json.text(secret)));
    return tree;
  }

  private static ObjectNode object() {
    ObjectNode tree = Json.object();
    tree.put("apiVersion", "bitnami.com/v1alpha1").put("kind", "SealedSecret");
    ObjectNode metadata = tree.withObject("/metadata");
    metadata
        .put("name", SealedObjects.KEY.name())
        .put("namespace", SealedObjects.KEY.namespace())
        .put("generation", 3)
        .put("uid", "uid-1");
    metadata.withObject("/annotations").put("note", "x");
    return tree;
  }
}

package dev.sealer.e2e.stage;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.api.model.Secret;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.time.Duration;
import java.util.Base64;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.function.Supplier;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionTimeoutException;
import org.awaitility.pollinterval.IterativePollInterval;
import org.awaitility.pollinterval.PollInterval;

/**
 * Reads objects from the API server, and waits until they have an expected state.
 *
 * @param admin a client that may read everything
 * @param namespace the application's
 */
public record Observed(KubernetesClient admin, String namespace) {

  private static final Duration PATIENCE = Duration.ofSeconds(90);

  /** Grows: a test that asks often slows down what it waits for. */
  private static final PollInterval LESS_AND_LESS_OFTEN =
      IterativePollInterval.iterative(
          last -> Duration.ofMillis(Math.min(last.toMillis() * 3 / 2, 1_000)),
          Duration.ofMillis(100));

  /**
   * Waits for a fact.
   *
   * @throws IllegalStateException when it does not come true in time; names it
   */
  public void await(String fact, Callable<Boolean> holds) {
    await(() -> fact, holds);
  }

  /**
   * Waits for a fact whose description changes while it waits.
   *
   * @throws IllegalStateException when it does not come true in time; names it
   */
  public void await(Supplier<String> fact, Callable<Boolean> holds) {
    try {
      Awaitility.await().atMost(PATIENCE).pollInterval(LESS_AND_LESS_OFTEN).until(holds);
    } catch (ConditionTimeoutException e) {
      throw new IllegalStateException(
          "after " + PATIENCE.toSeconds() + " s it does not hold: " + fact.get(), e);
    }
  }

  /**
   * A field of the Application's status, such as {@code sync.status}; empty when it is not there.
   */
  public String application(String applicationsNamespace, String name, String... path) {
    GenericKubernetesResource application =
        admin
            .genericKubernetesResources("argoproj.io/v1alpha1", "Application")
            .inNamespace(applicationsNamespace)
            .withName(name)
            .get();
    if (application == null) {
      return "";
    }
    Object field = application.get((Object[]) path);
    return field == null ? "" : field.toString();
  }

  /** A value of a Secret, as text. */
  public Optional<String> secretValue(String name, String key) {
    Secret secret = admin.secrets().inNamespace(namespace).withName(name).get();
    return Optional.ofNullable(secret)
        .map(Secret::getData)
        .map(data -> data.get(key))
        .map(value -> new String(Base64.getDecoder().decode(value), UTF_8));
  }

  /** Returns the number of replicas that the Deployment declares; -1 if it does not exist. */
  public int replicas(String deployment) {
    Deployment live = admin.apps().deployments().inNamespace(namespace).withName(deployment).get();
    return live == null ? -1 : live.getSpec().getReplicas();
  }
}

package dev.sealer.sealedsecrets;

import static dev.sealer.sealedsecrets.RunningController.await;
import static dev.sealer.sealedsecrets.RunningController.value;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sealer.crds.sealedsecrets.SealedSecret;
import dev.sealer.sealedsecrets.plan.Failure;
import dev.sealer.sealing.keys.NewSealingKey;
import dev.sealer.sealing.keys.SealingKeyPair;
import dev.sealer.testbed.cluster.ControlPlane;
import dev.sealer.testbed.cluster.KubernetesCluster;
import io.fabric8.kubernetes.api.model.Secret;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.micrometer.core.instrument.Meter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The page that specifies sealed secrets: its examples do what it says, its lists are complete. */
@KubernetesCluster
class SpecificationIT {

  private static final Pattern YAML = Pattern.compile("```yaml\n(.*?)```", Pattern.DOTALL);
  private static final Pattern SEALED = Pattern.compile("(\\w+): Ag\\w+…");

  private final String canary = "canary-" + UUID.randomUUID();
  private final SealingKeyPair key =
      new NewSealingKey(2048, "own", Duration.ofDays(30))
          .generate(Instant.now(), new SecureRandom());

  @BeforeAll
  static void prepare(KubernetesClient client) {
    RunningController.installKind(client);
  }

  @Test
  void itsExamplesDoWhatItSaysAndItsListsAreComplete(ControlPlane plane) throws IOException {
    KubernetesClient client = plane.client();
    String page = page();
    List<String> examples = examples(page);
    String namespace = plane.freshNamespace("shop");
    RunningController.createKey(client, namespace, "own", key);
    try (RunningController controller = RunningController.start(client, namespace)) {
      apply(client, namespace, "database", examples.get(0));

      Secret made = controller.awaitSecret("database");
      Secret shown =
          client
              .getKubernetesSerialization()
              .unmarshal(examples.get(1).replace(", uid: …", "").replace('…', '_'), Secret.class);
      assertThat(made.getType()).isEqualTo(shown.getType());
      assertThat(made.getMetadata().getLabels()).isEqualTo(shown.getMetadata().getLabels());
      assertThat(made.getMetadata().getAnnotations())
          .isEqualTo(shown.getMetadata().getAnnotations());
      assertThat(made.getData().keySet()).isEqualTo(shown.getData().keySet());
      assertThat(value(made, "url"))
          .isEqualTo("postgres://%s:%s@db/shop".formatted(canary, canary));

      apply(client, namespace, "another-name", examples.get(2));
      await()
          .untilAsserted(() ->
              assertThat(controller.sealed("moved").getStatus().conditions())
                  .extracting(c -> c.type() + "=" + c.status() + " " + c.reason())
                  .containsExactly(
                      "Synced=False NotDecryptable",
                      "Ready=False NotDecryptable",
                      "Stalled=True NotDecryptable"));

      controller.post("/v1/verify", "{}");
      for (Meter meter : controller.registry.getMeters()) {
        String name = meter.getId().getName().replace('.', '_').replace("_histogram", "");
        if (name.startsWith("seale")) {
          assertThat(page).as("metric " + name).contains(name);
        }
      }
    }
    for (Failure.Reason reason : Failure.Reason.values()) {
      assertThat(page).contains("| `" + reason.wire() + "` | False |");
    }
  }

  /** The example, with values that were sealed for {@code name} in place of the shortened ones. */
  private void apply(KubernetesClient client, String namespace, String name, String example) {
    Matcher matcher = SEALED.matcher(example);
    String sealed =
        matcher.replaceAll(found ->
            found.group(1)
                + ": "
                + RunningController.seal(namespace, name, key.certificate(), canary));
    SealedSecret object =
        client
            .getKubernetesSerialization()
            .unmarshal(
                sealed.replace("namespace: shop", "namespace: " + namespace), SealedSecret.class);
    object.setStatus(null);
    object.getMetadata().setGeneration(null);
    client.resource(object).create();
  }

  private static String page() throws IOException {
    return Files.readString(
        Path.of(System.getProperty("sealer.root", "..")).resolve("docs/spec/sealed-secrets.md"));
  }

  private static List<String> examples(String page) {
    List<String> examples = new ArrayList<>();
    YAML.matcher(page).results().forEach(found -> examples.add(found.group(1)));
    return examples;
  }
}

package dev.sealer.sync.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sealer.kube.client.Json;
import dev.sealer.simulation.apiserver.AdmissionHook.Review;
import dev.sealer.simulation.apiserver.AdmissionHook.Verdict;
import dev.sealer.simulation.oracle.CanaryValue;
import dev.sealer.simulation.oracle.NoPlaintext;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/**
 * Secrets in Git, right and wrong in many ways, on an API server that refuses them in many ways.
 * Their values are nowhere but in the data of requests for Secrets: not in other requests (statuses
 * and events are requests), not in logs of level DEBUG, not in metrics. The property {@code
 * fuzz.manifests} makes the run larger.
 */
final class SecretValuesFuzzTest {

  private static final int MANIFESTS = Integer.getInteger("fuzz.manifests", 400);
  private static final int A_CLUSTER = 200;

  /** An immutable Secret must not keep all that follow from the cluster. */
  private static final int A_NAME = 5;

  private static final Duration POLL = Duration.ofMinutes(2).plusSeconds(15);

  private final CanaryValue canary = new CanaryValue(7);

  @Test
  void valuesAreInTheDataOfSecretsOnly() {
    int stored = 0;
    for (int from = 0; from < MANIFESTS; from += A_CLUSTER) {
      stored += run(from, Math.min(MANIFESTS, from + A_CLUSTER));
    }
    // A run in which nothing reaches the cluster would show nothing.
    assertThat(stored).isGreaterThan(MANIFESTS / 20);
  }

  private int run(int from, int to) {
    try (InMemoryApplications place = new InMemoryApplications();
        NoPlaintext oracle = new NoPlaintext(canary, place.logs)) {
      place.logs.debug();
      place.world.observe(oracle);
      int stored = 0;
      for (int i = from; i < to; i++) {
        Random random = new Random(i);
        place.world.server().admitWith(review -> verdict(review, random));
        String file = manifest(i, random);
        String _ = place.git.commit("app/secret.yaml", file);
        if (i == from) {
          place.automated("web", "");
        }
        place.pass(POLL);
        if (place.summary("web").startsWith("Synced")) {
          stored++;
        }
        assertThat(oracle.findings()).as("manifest %s: %s", i, file).isEmpty();
        assertThat(place.events.lines()).as("events of %s", i).noneMatch(canary::isIn);
        assertThat(canary.isIn(place.status("web").toString())).as("status of %s", i).isFalse();
      }
      oracle.ended(place.world);
      assertThat(oracle.findings()).isEmpty();
      return stored;
    }
  }

  /** An API server that says no, and quotes what it was sent. */
  private static Verdict verdict(Review review, Random random) {
    if (!review.type().plural().equals("secrets") || review.object() == null) {
      return new Verdict.Allowed();
    }
    String object = Json.text(review.object());
    return switch (random.nextInt(12)) {
      case 0 -> new Verdict.Refused("the body " + object + " is not what we like");
      case 1 -> new Verdict.Refused("found " + decoded(review));
      case 2 -> new Verdict.Down();
      case 3 -> new Verdict.NoDryRun();
      default -> new Verdict.Allowed();
    };
  }

  private static String decoded(Review review) {
    StringBuilder said = new StringBuilder();
    if (review.object() != null) {
      review
          .object()
          .path("data")
          .forEach(value -> {
            byte[] bytes = Base64.getDecoder().decode(value.asText());
            said.append(new String(bytes, StandardCharsets.UTF_8)).append(' ');
          });
    }
    return said.toString();
  }

  private String manifest(int number, Random random) {
    String value = canary.of(number);
    String encoded = base64(value);
    String allow =
        random.nextInt(4) == 0 ? "" : ", annotations: {sealer.dev/allow-plain-secret: \"true\"}";
    String head =
        "apiVersion: v1\nkind: %s\nmetadata: {name: db%s%s}\n"
            .formatted(
                pick(random, "Secret", "Secret", "Secret", "Secret", "secret", "Secrets"),
                number / A_NAME,
                allow);
    String body =
        switch (random.nextInt(30)) {
          case 0 -> "data: {k: " + value + "}\n";
          case 1 -> "data: {k: [" + encoded + "]}\n";
          case 2 -> "data: [" + encoded + "]\n";
          case 3 -> "stringData: {k: {deeper: " + value + "}}\n";
          case 4 -> "stringData: {k: 12345, other: " + value + "}\n";
          case 5 -> "stringData: {\"bad key\": " + value + "}\n";
          case 6 -> "stringData: {k: \"" + value + "}\n";
          case 7 -> "stringData:\n\tk: " + value + "\n";
          case 8 -> "stringData: {k: *" + value.replace("-", "") + "}\n";
          case 9 -> "stringData: {k: !" + value + " x}\n";
          case 10 -> "stringData: {k: \"\\" + value + "\"}\n";
          case 11 -> "stringData:\n  k: a\n  k: " + value + "\n  k: " + value + "\n";
          case 12 -> "stringData: {k: " + value + "}\ntype: kubernetes.io/tls\n";
          case 13 -> "stringData: {k: " + value + "}\ntype: kubernetes.io/dockerconfigjson\n";
          case 14 -> "data: {k: " + encoded + "}\nimmutable: true\n";
          case 15 -> "data: {k: " + encoded + "}\nunknown: {field: 1}\n";
          case 16 -> "data: {k: " + encoded + "=}\n";
          case 17 -> "stringData: {k: |\n  " + value + "\n}\n";
          case 18 -> "data: " + encoded + "\n";
          case 19 -> "data: {tls.crt: " + encoded + ", tls.key: " + encoded + "}\n";
          default -> "data: {k: " + encoded + ", n: " + base64("n" + value) + "}\n";
        };
    return random.nextInt(10) == 0 ? listed(head + body) : head + body;
  }

  private static String listed(String manifest) {
    return "apiVersion: v1\nkind: List\nitems:\n- " + manifest.replace("\n", "\n  ") + "\n";
  }

  private static String base64(String value) {
    return Base64.getEncoder().encodeToString(value.getBytes(StandardCharsets.UTF_8));
  }

  private static String pick(Random random, String... options) {
    return List.of(options).get(random.nextInt(options.length));
  }

  /** What the search looks for is found where it must be found. */
  @Test
  void theSearchKnowsEachForm() {
    String value = canary.of(1);
    assertThat(
            List.of(
                value, base64(value), base64("n" + value), base64("nn" + value), "x" + value + "y"))
        .allMatch(canary::isIn);
    assertThat(IntStream.range(0, 100).mapToObj(i -> base64("word" + i))).noneMatch(canary::isIn);
  }
}

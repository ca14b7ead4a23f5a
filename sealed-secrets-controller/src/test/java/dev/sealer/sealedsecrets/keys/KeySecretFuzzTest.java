package dev.sealer.sealedsecrets.keys;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sealer.gocompat.GoBase64;
import dev.sealer.kube.client.Json;
import dev.sealer.sealedsecrets.keys.plan.KeyOrder;
import dev.sealer.sealedsecrets.keys.plan.KeySet;
import dev.sealer.sealedsecrets.plan.Fuzz;
import dev.sealer.sealedsecrets.plan.SealedObjects;
import dev.sealer.sealing.model.KeySecret;
import dev.sealer.sealing.model.KeySecretJson;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Damaged key Secrets are used or not loaded; what they hold is never quoted. */
class KeySecretFuzzTest {

  private static final int LONGEST_QUOTE = 24;

  @Test
  @Timeout(value = 30, unit = TimeUnit.MINUTES, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
  void whateverIsDamagedIsUsedOrNotLoaded() {
    ObjectNode good = KeySecrets.write("key", SealedObjects.CURRENT, KeySettings.defaults("own"));
    good.withObject("/metadata").put("name", "key").put("uid", "u");
    String key =
        new String(GoBase64.decode(good.at("/data/tls.key").asText()), StandardCharsets.US_ASCII);
    int notLoaded = 0;
    for (int i = 0; i < Fuzz.inputs(20); i++) {
      ObjectNode damaged = damaged(new Fuzz(i), good);
      List<KeySecret> read = new ArrayList<>();
      try {
        read.add(KeySecretJson.read(damaged));
        var _ = KeySet.of(KeyOrder.CERT_NOT_BEFORE, read).ring();
      } catch (RuntimeException | StackOverflowError e) {
        throw new AssertionError("seed " + i, e);
      }
      if (read.getFirst() instanceof KeySecret.Malformed quarantined) {
        notLoaded++;
        assertQuotesNothing(i, quarantined.problem(), key);
      }
    }
    assertThat(notLoaded).isPositive();
  }

  /** Half of the damage is inside the PEM, where the base64 around it hides it otherwise. */
  private static ObjectNode damaged(Fuzz fuzz, ObjectNode good) {
    if (fuzz.below(2) == 0) {
      return fuzz.damaged(good);
    }
    ObjectNode copy = good.deepCopy();
    String entry = fuzz.oneOf(List.of("tls.key", "tls.crt"));
    byte[] pem = GoBase64.decode(copy.at("/data/" + entry).asText());
    copy.withObject("/data").put(entry, GoBase64.encode(fuzz.damaged(pem)));
    return copy;
  }

  private static void assertQuotesNothing(int seed, String problem, String key) {
    assertThat(problem).as("seed %d", seed).hasSizeLessThan(300);
    for (int at = 0; at + LONGEST_QUOTE <= problem.length(); at++) {
      String piece = problem.substring(at, at + LONGEST_QUOTE);
      assertThat(key.contains(piece)).as("seed %d quotes the key", seed).isFalse();
    }
  }

  @Test
  void aTreeThatIsNoSecretIsSetAside() {
    assertThat(KeySecretJson.read(Json.object())).isInstanceOf(KeySecret.Malformed.class);
  }
}

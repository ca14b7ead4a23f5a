package dev.sealer.sealedsecrets.keys;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.sealer.kube.Backoff;
import dev.sealer.kube.controller.ControllerContext;
import dev.sealer.kube.platform.Platform;
import dev.sealer.kube.platform.jdk.JdkPlatform;
import dev.sealer.kube.reconcile.OwnWrites;
import dev.sealer.kube.reconcile.ReconcileLoop;
import dev.sealer.kube.reconcile.ReconcileQueue;
import dev.sealer.kube.redact.Redaction;
import dev.sealer.sealedsecrets.plan.CapturedLog;
import dev.sealer.sealing.keys.NewSealingKey;
import dev.sealer.sealing.unseal.JdkPrivateKeyOperation;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Over a cluster whose watch of keys says nothing after its list. */
class KeyKeeperTest {

  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final Backoff QUICK = new Backoff(Duration.ofMillis(1), Duration.ofMillis(5));
  private static final KeyMaker SMALL_KEYS = KeyMaker.rsa(new SecureRandom());
  private static final NewSealingKey SMALL = new NewSealingKey(2048, "", Duration.ofDays(3650));

  private final Platform platform = JdkPlatform.standard();
  private final MeterRegistry metrics = new SimpleMeterRegistry();
  private final SilentCluster cluster = new SilentCluster();
  private final List<String> events = new CopyOnWriteArrayList<>();
  private final List<String> messages = new CopyOnWriteArrayList<>();
  private final AtomicInteger made = new AtomicInteger();
  private final SealingKeys keys =
      new SealingKeys(cluster, KeySettings.defaults("ns"), new JdkPrivateKeyOperation());
  private final OwnWrites writes = new OwnWrites(platform, metrics);
  private final KeyKeeper keeper =
      new KeyKeeper(
          keys,
          KeySettings.defaults("ns"),
          (wanted, from) -> {
            made.incrementAndGet();
            return SMALL_KEYS.make(SMALL, from);
          },
          writes,
          new ControllerContext(
              cluster,
              (about, type, reason, message) -> {
                messages.add(message);
                events.add(reason);
              },
              metrics,
              platform));
  private final ReconcileQueue queue = new ReconcileQueue(platform.time());
  private final ReconcileLoop loop =
      new ReconcileLoop(
          new ReconcileLoop.Settings("sealing-keys", 1, QUICK, Duration.ofSeconds(5)),
          queue,
          keeper,
          writes,
          platform,
          metrics);

  @BeforeEach
  void start() {
    keys.start(platform, _ -> {});
    await().atMost(PATIENCE).until(keys::synced);
    loop.start();
  }

  @AfterEach
  void close() {
    loop.close();
    keys.close();
  }

  private double skips() {
    return metrics.counter("sealer.stale.skips", "kind", "Secret").count();
  }

  private double runs(String result) {
    return metrics
        .counter("controller.runtime.reconcile", "controller", "sealing-keys", "result", result)
        .count();
  }

  @Test
  void makesNoSecondKeyBeforeTheFirstIsSeen() {
    queue.enqueue(KeyKeeper.DUTY);
    await().atMost(PATIENCE).until(() -> cluster.secrets() == 1);

    queue.enqueue(KeyKeeper.DUTY);
    await().atMost(PATIENCE).until(() -> skips() >= 2);

    assertThat(cluster.secrets()).isEqualTo(1);
    assertThat(events).containsExactly("SealingKeyMade");
  }

  @Test
  void findsTheKeyWhoseAnswerWasLostInsteadOfMakingAnother() {
    cluster.loseNextAnswer();

    queue.enqueue(KeyKeeper.DUTY);
    await().atMost(PATIENCE).until(() -> runs("error") == 1 && runs("requeue_after") >= 1);

    assertThat(made).hasValue(1);
    assertThat(cluster.secrets()).isEqualTo(1);
    assertThat(events).containsExactly("SealingKeyMade");
  }

  @Test
  void aKeyThatWasAskedForIsMadeOnceThoughItsAnswerWasLost() {
    cluster.loseNextAnswer();
    keeper.renewNow();

    queue.enqueue(KeyKeeper.DUTY);
    await().atMost(PATIENCE).until(() -> runs("error") == 1 && runs("requeue_after") >= 1);

    assertThat(made).hasValue(1);
    assertThat(cluster.secrets()).isEqualTo(1);
  }

  /** People who cannot reach the API take the certificate from the log: it is public. */
  @Test
  void whatItSaysOfANewKeyIsNotMasked() {
    try (CapturedLog log = new CapturedLog()) {
      queue.enqueue(KeyKeeper.DUTY);
      await().atMost(PATIENCE).until(() -> events.size() == 1);

      assertThat(Redaction.text(log.text()))
          .isEqualTo(log.text())
          .contains("-----BEGIN CERTIFICATE-----", "-----END CERTIFICATE-----")
          .doesNotContain("PRIVATE KEY");
      String message = messages.getFirst();
      assertThat(Redaction.text(message)).isEqualTo(message).contains("SHA256:");
    }
  }
}

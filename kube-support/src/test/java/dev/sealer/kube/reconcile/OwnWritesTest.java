package dev.sealer.kube.reconcile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sealer.kube.ObjectKey;
import dev.sealer.kube.ResourceType;
import dev.sealer.kube.apply.ApplyOptions;
import dev.sealer.kube.apply.ClusterObjects;
import dev.sealer.kube.apply.DeleteOptions;
import dev.sealer.kube.apply.DeleteResult;
import dev.sealer.kube.apply.ManagedFields;
import dev.sealer.kube.apply.ObjectReadResult;
import dev.sealer.kube.apply.ObjectRef;
import dev.sealer.kube.apply.StatusWrite;
import dev.sealer.kube.apply.WriteResult;
import dev.sealer.kube.client.Json;
import dev.sealer.kube.platform.SetClock;
import dev.sealer.kube.platform.jdk.JdkPlatform;
import dev.sealer.kube.reconcile.OwnWrites.Decision;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class OwnWritesTest {

  private static final ObjectKey KEY = new ObjectKey("ns", "key");
  private static final ObjectRef SECRET = ObjectRef.secret(new ObjectKey("ns", "secret"));
  private static final ObjectNode ANY = Json.object();
  private static final ApplyOptions APPLY = ApplyOptions.by("test");

  private final MeterRegistry metrics = new SimpleMeterRegistry();
  private final AtomicLong nanos = new AtomicLong(Long.MAX_VALUE - 7);
  private final AtomicReference<String> seen = new AtomicReference<>("100");
  private final AnsweringObjects answers = new AnsweringObjects();
  private final OwnWrites writes = new OwnWrites(SetClock.monotonic(nanos::get), metrics);
  private final ClusterObjects objects = writes.recording(answers, target -> KEY);

  OwnWritesTest() {
    writes.watching(ResourceType.SECRET, namespace -> namespace.equals("ns") ? seen.get() : "");
  }

  private double skips() {
    return metrics.counter("sealer.stale.skips", "kind", "Secret").count();
  }

  private void wrote(String version) {
    answers.next = applied(version);
    objects.apply(SECRET, ANY, APPLY);
  }

  private static WriteResult applied(String version) {
    ObjectNode object = Json.object();
    object.putObject("metadata").put("name", "secret").put("resourceVersion", version);
    return new WriteResult.Applied(object, WriteResult.Change.UPDATED);
  }

  @Test
  void aRunWaitsUntilTheWatchHasSeenTheLastWrite() {
    assertThat(writes.begin(KEY)).isEqualTo(Decision.RUN);
    wrote("101");
    wrote("103");

    seen.set("102");
    assertThat(writes.begin(KEY)).isEqualTo(Decision.SKIP);
    assertThat(writes.begin(new ObjectKey("ns", "other"))).isEqualTo(Decision.RUN);
    assertThat(skips()).isEqualTo(1);

    seen.set("103");
    assertThat(writes.begin(KEY)).isEqualTo(Decision.RUN);
    assertThat(skips()).isEqualTo(1);
  }

  @Test
  void everyKindOfCallThatReturnsAVersionCounts() {
    answers.next = applied("200");
    List<Runnable> calls =
        List.of(
            () -> objects.apply(SECRET, ANY, APPLY),
            () -> objects.create(ResourceType.SECRET, "ns", ANY, "test"),
            () -> objects.removeKeys(SECRET, "1", List.of(), "test"),
            () -> objects.adopt(SECRET, "1", java.util.Set.of(), "test"),
            () -> objects.writeStatus(SECRET, ANY, StatusWrite.apply("test")),
            () -> objects.mergePatch(SECRET, ANY, "test"),
            () -> objects.read(SECRET));
    for (Runnable call : calls) {
      seen.set("100");
      call.run();
      assertThat(writes.begin(KEY)).isEqualTo(Decision.SKIP);
      seen.set("200");
      assertThat(writes.begin(KEY)).isEqualTo(Decision.RUN);
    }
  }

  @Test
  void aDryRunAndARefusalCountForNothing() {
    answers.next = applied("200");
    objects.apply(SECRET, ANY, APPLY.asDryRun());
    answers.next = new WriteResult.Refused(422, "Invalid", "no");
    objects.apply(SECRET, ANY, APPLY);
    answers.next = new WriteResult.Stale("changed");
    objects.apply(SECRET, ANY, APPLY);

    assertThat(writes.begin(KEY)).isEqualTo(Decision.RUN);
  }

  @ParameterizedTest
  @CsvSource({"abc, 101", "100, abc", "'', 101", "007, 101"})
  void standsAsideWhereVersionsAreNotNumbers(String watched, String written) {
    seen.set(watched);
    wrote(written);

    assertThat(writes.begin(KEY)).isEqualTo(Decision.RUN);
  }

  @Test
  void versionsOfAnyLengthAreCompared() {
    seen.set("99999999999999999999999998");
    wrote("99999999999999999999999999");
    assertThat(writes.begin(KEY)).isEqualTo(Decision.SKIP);

    seen.set("100000000000000000000000000");
    assertThat(writes.begin(KEY)).isEqualTo(Decision.RUN);
  }

  @Test
  void kindsWithoutAWatchAreNotGuarded() {
    answers.next = applied("200");
    objects.apply(new ObjectRef(ResourceType.CONFIG_MAP, KEY), ANY, APPLY);

    assertThat(writes.begin(KEY)).isEqualTo(Decision.RUN);
  }

  @Test
  void readsAgainWhenTheWatchStaysBehindAndGoesOnToUntilItHasCaughtUp() {
    wrote("101");
    nanos.addAndGet(OwnWrites.PATIENCE.toNanos() - 1);
    assertThat(writes.begin(KEY)).isEqualTo(Decision.SKIP);
    assertThat(writes.mustRead(KEY)).isFalse();

    nanos.addAndGet(1);
    assertThat(writes.begin(KEY)).isEqualTo(Decision.READ);
    assertThat(writes.mustRead(KEY)).isTrue();
    writes.end(KEY, true);
    assertThat(writes.mustRead(KEY)).isFalse();
    assertThat(writes.begin(KEY)).as("still behind").isEqualTo(Decision.READ);
    writes.end(KEY, true);

    seen.set("101");
    assertThat(writes.begin(KEY)).isEqualTo(Decision.RUN);
  }

  @ParameterizedTest
  @CsvSource({"0", "500"})
  void afterAWriteOfUnknownResultTheNextRunReads(int code) {
    answers.next =
        code == 0
            ? new WriteResult.Unreachable("no answer")
            : new WriteResult.Refused(code, "InternalError", "etcd timed out");
    objects.apply(SECRET, ANY, APPLY);

    assertThat(writes.begin(KEY)).isEqualTo(Decision.READ);
    writes.end(KEY, false);
    assertThat(writes.begin(KEY)).as("the read failed").isEqualTo(Decision.READ);
    answers.found = "101";
    objects.read(SECRET);
    writes.end(KEY, true);

    assertThat(writes.begin(KEY)).as("the watch is behind what was read").isEqualTo(Decision.SKIP);
    seen.set("101");
    assertThat(writes.begin(KEY)).isEqualTo(Decision.RUN);
  }

  @Test
  void aLostDeleteAndALostCreateMakeTheNextRunRead() {
    answers.deleted = new WriteResult.Unreachable("no answer");
    objects.delete(SECRET, DeleteOptions.with(DeleteOptions.Propagation.BACKGROUND));
    assertThat(writes.begin(KEY)).isEqualTo(Decision.READ);
    writes.end(KEY, true);

    answers.next = new WriteResult.Unreachable("no answer");
    objects.create(ResourceType.SECRET, "ns", ANY, "test");
    assertThat(writes.begin(KEY)).isEqualTo(Decision.READ);
  }

  @Test
  void forgetsKeysThatTheWatchHasCaughtUpWith() {
    for (int round = 0; round < 20; round++) {
      String version = String.valueOf(1_000 + round);
      for (int i = 0; i < 100; i++) {
        writes.saw(new ObjectKey("ns", round + "-" + i), ResourceType.SECRET, "ns", version);
      }
      seen.set(version);
    }

    assertThat(writes.remembered()).isLessThan(1_000);
  }

  @Test
  void theLoopPutsARunOffAndKeepsTheWake() {
    List<String> ran = new CopyOnWriteArrayList<>();
    OwnWrites guarded = new OwnWrites(JdkPlatform.standard(), metrics);
    guarded.watching(ResourceType.SECRET, namespace -> seen.get());
    guarded.saw(KEY, ResourceType.SECRET, "ns", "101");
    Reconciler reconciler =
        key -> {
          ran.add(seen.get());
          return Outcome.done();
        };
    ReconcileQueue queue = new ReconcileQueue(JdkPlatform.standard().time());
    try (ReconcileLoop loop =
        new ReconcileLoop(
            ReconcileLoop.Settings.of("test", 2),
            queue,
            reconciler,
            guarded,
            JdkPlatform.standard(),
            metrics)) {
      loop.start();
      queue.enqueue(KEY);
      await().atMost(Duration.ofSeconds(20)).until(() -> skips() >= 2);
      assertThat(ran).isEmpty();

      seen.set("101");
      await().atMost(Duration.ofSeconds(20)).until(() -> !ran.isEmpty());
    }
    assertThat(ran).containsExactly("101");
    assertThat(
            metrics
                .counter("controller.runtime.reconcile", "controller", "test", "result", "success")
                .count())
        .as("a run that was put off is no run")
        .isEqualTo(1);
  }

  /** Answers every call with what the test says. */
  private static final class AnsweringObjects implements ClusterObjects {
    private WriteResult next = applied("1");
    private DeleteResult deleted = new DeleteResult.Deleted();
    private String found = "200";

    @Override
    public ObjectReadResult read(ObjectRef target) {
      ObjectNode object = Json.object();
      object.putObject("metadata").put("resourceVersion", found);
      return new ObjectReadResult.Found(object);
    }

    @Override
    public ObjectReadResult readMetadata(ObjectRef target) {
      return read(target);
    }

    @Override
    public WriteResult apply(ObjectRef target, ObjectNode desired, ApplyOptions options) {
      return next;
    }

    @Override
    public WriteResult create(
        ResourceType type, String namespace, ObjectNode object, String fieldManager) {
      return next;
    }

    @Override
    public WriteResult removeKeys(
        ObjectRef target, String resourceVersion, List<List<String>> fields, String fieldManager) {
      return next;
    }

    @Override
    public WriteResult adopt(
        ObjectRef target,
        String resourceVersion,
        ManagedFields.Adoption adoption,
        String fieldManager) {
      return next;
    }

    @Override
    public DeleteResult delete(ObjectRef target, DeleteOptions options) {
      return deleted;
    }

    @Override
    public WriteResult writeStatus(ObjectRef target, JsonNode status, StatusWrite how) {
      return next;
    }

    @Override
    public WriteResult mergePatch(ObjectRef target, ObjectNode patch, String fieldManager) {
      return next;
    }
  }
}

package dev.sealer.simulation.platform;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sealer.kube.platform.Platform;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

final class SchedulerTest {

  private static final long MINUTE = Duration.ofMinutes(1).toNanos();

  private final Scheduler scheduler = new Scheduler(new SimChance(1, "test").of("schedule"));
  private final List<String> said = new ArrayList<>();

  private SimProcess process(String name) {
    return scheduler.process(name);
  }

  private Platform on(SimProcess process) {
    return SimPlatform.of(scheduler, process, 1, Duration.ZERO);
  }

  private void start(SimProcess process, Body body) {
    on(process)
        .threads()
        .start(
            "body",
            () -> {
              try {
                body.run(on(process));
              } catch (InterruptedException e) {
                said.add(process + " was interrupted");
              }
            });
  }

  private interface Body {
    void run(Platform platform) throws InterruptedException;
  }

  @Test
  void oneSeedGivesOneOrder() {
    assertThat(Jumble.trace(4711)).isEqualTo(Jumble.trace(4711)).contains("count 40");
  }

  @Test
  void seedsGiveDifferentOrders() {
    assertThat(LongStream.range(0, 20).mapToObj(Jumble::trace).distinct()).hasSize(20);
  }

  @Test
  void anotherJvmGivesTheSameOrder() throws Exception {
    Process jvm =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:+UnlockExperimentalVMOptions",
                "-XX:hashCode=2",
                "--add-opens=java.base/java.lang=ALL-UNNAMED",
                "-cp",
                System.getProperty("java.class.path"),
                Jumble.class.getName(),
                "1",
                "2",
                "3")
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    String printed = new String(jvm.getInputStream().readAllBytes(), StandardCharsets.UTF_8);

    assertThat(jvm.waitFor()).isZero();
    assertThat(printed.lines())
        .containsExactly(
            String.valueOf(Jumble.trace(1).hashCode()),
            String.valueOf(Jumble.trace(2).hashCode()),
            String.valueOf(Jumble.trace(3).hashCode()));
  }

  @Test
  void timeJumpsToTheNextTimer() {
    start(
        process("a"),
        platform -> {
          platform.time().sleep(Duration.ofHours(5));
          said.add("woke after " + Duration.ofNanos(platform.time().nanos()).toHours() + " h");
        });

    scheduler.run(Duration.ofHours(6).toNanos());

    assertThat(said).containsExactly("woke after 5 h");
    assertThat(scheduler.steps()).isLessThan(5);
  }

  @Test
  void killedProcessRunsNoFinally() {
    SimProcess doomed = process("doomed");
    start(
        doomed,
        platform -> {
          try {
            platform.time().sleep(Duration.ofSeconds(1));
            scheduler.kill(doomed);
            scheduler.stop();
          } finally {
            said.add("finally");
          }
        });
    start(
        doomed,
        platform -> {
          platform.time().sleep(Duration.ofSeconds(2));
          said.add("slept");
        });
    start(process("other"), _ -> said.add("other"));

    scheduler.run(MINUTE);

    assertThat(said).containsExactly("other");
  }

  @Test
  void frozenProcessGoesOnLater() {
    SimProcess frozen = process("frozen");
    start(
        frozen,
        platform -> {
          platform.time().sleep(Duration.ofSeconds(2));
          said.add("frozen woke at " + Duration.ofNanos(scheduler.now()).toSeconds() + " s");
        });
    start(
        process("other"),
        platform -> {
          platform.time().sleep(Duration.ofSeconds(1));
          scheduler.freeze(frozen, Duration.ofSeconds(10));
          platform.time().sleep(Duration.ofSeconds(5));
          said.add("other goes on");
        });

    scheduler.run(MINUTE);

    assertThat(said).containsExactly("other goes on", "frozen woke at 11 s");
  }

  @Test
  void freezingItselfHoldsAThreadAtOnce() {
    SimProcess frozen = process("frozen");
    start(
        frozen,
        _ -> {
          scheduler.freeze(frozen, Duration.ofSeconds(30));
          scheduler.giveWay();
          said.add("went on at " + Duration.ofNanos(scheduler.now()).toSeconds() + " s");
        });

    scheduler.run(MINUTE);

    assertThat(said).containsExactly("went on at 30 s");
  }

  @Test
  void strangersFailTheRun() throws InterruptedException {
    Thread parked = on(process("a")).threads().start("parked", () -> LockSupport.park(this));
    scheduler.run(1_000_000);
    Thread stranger = Thread.ofPlatform().name("stranger").unstarted(() -> wake(parked));
    stranger.start();
    stranger.join();

    assertThatThrownBy(() -> scheduler.run(MINUTE))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("stranger woke a simulated thread");
  }

  private static void wake(Thread parked) {
    try {
      LockSupport.unpark(parked);
    } catch (RuntimeException refused) {
      // The run fails with it.
    }
  }

  @Test
  void pollReturnsWhatComesInTimeAndNothingAfterTheLimit() {
    LinkedBlockingQueue<String> queue = new LinkedBlockingQueue<>();
    start(
        process("a"),
        platform -> {
          said.add("first " + platform.time().poll(queue, Duration.ofSeconds(2)));
          said.add("second " + platform.time().poll(queue, Duration.ofSeconds(2)));
          said.add("at " + Duration.ofNanos(scheduler.now()).toSeconds() + " s");
        });
    start(
        process("b"),
        platform -> {
          platform.time().sleep(Duration.ofSeconds(1));
          queue.add("x");
        });

    scheduler.run(MINUTE);

    assertThat(said).containsExactly("first x", "second null", "at 3 s");
  }

  @Test
  void interruptEndsALimitedWait() {
    SimProcess process = process("a");
    Thread sleeper = on(process).threads().start("sleeper", () -> sleepLong(on(process)));
    start(process, _ -> sleeper.interrupt());

    scheduler.run(MINUTE);

    assertThat(said).containsExactly("interrupted");
  }

  private void sleepLong(Platform platform) {
    try {
      var _ = platform.time().poll(new LinkedBlockingQueue<>(), Duration.ofDays(1));
    } catch (InterruptedException e) {
      said.add("interrupted");
    }
  }

  @Test
  void runsAllAtOnceUpToALimit() {
    start(
        process("a"),
        platform -> {
          List<Integer> results =
              platform
                  .threads()
                  .all(
                      2,
                      List.of(
                          () -> slowly(platform, 1),
                          () -> slowly(platform, 2),
                          () -> slowly(platform, 3)));
          said.add(results + " after " + Duration.ofNanos(scheduler.now()).toSeconds() + " s");
        });

    scheduler.run(MINUTE);

    assertThat(said).containsExactly("[1, 2, 3] after 20 s");
  }

  private static int slowly(Platform platform, int result) throws InterruptedException {
    platform.time().sleep(Duration.ofSeconds(10));
    return result;
  }
}

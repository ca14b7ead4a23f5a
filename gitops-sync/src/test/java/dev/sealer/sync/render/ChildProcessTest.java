package dev.sealer.sync.render;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sealer.testbed.tools.Prerequisites;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ChildProcessTest {

  private static final long MIB = 1024 * 1024;
  private static final ChildSandbox SANDBOX =
      ChildSandbox.strongest(64 * MIB, Duration.ofMinutes(10));

  @TempDir private Path folder;

  private ChildProcess.Ended run(Duration limit, String script) {
    return new ChildProcess(limit, 1000, SANDBOX)
        .run(List.of("/bin/sh", "-c", script), folder, Map.of());
  }

  private static void requireLimits() {
    if (SANDBOX instanceof ChildSandbox.None) {
      throw Prerequisites.unavailable(
          ChildProcessTest.class.getName(), "limits of programs: prlimit(2) is of Linux alone");
    }
  }

  @Test
  void aProgramThatDoesNotEndIsStopped() {
    assertThat(run(Duration.ofMillis(200), "echo begun; exec sleep 600"))
        .isInstanceOfSatisfying(
            ChildProcess.Stopped.class,
            stopped -> assertThat(stopped.reason()).contains("took longer"));
  }

  @Test
  void aProgramThatLeavesAnotherBehindIsNotWaitedFor() {
    // The JDK may close the pipe as it sees the program end; its output is whole then.
    assertThat(run(Duration.ofSeconds(30), "sleep 60 & echo done"))
        .satisfiesAnyOf(
            ended -> assertThat(ended).isEqualTo(new ChildProcess.Exited(0, "done\n", "")),
            ended ->
                assertThat(ended)
                    .isInstanceOfSatisfying(
                        ChildProcess.Failed.class,
                        failed -> assertThat(failed.reason()).contains("left a process")));
  }

  @Test
  void aProgramThatSaysTooMuchIsStopped() {
    assertThat(run(Duration.ofSeconds(60), "while :; do echo 0123456789; done"))
        .isInstanceOfSatisfying(
            ChildProcess.Stopped.class,
            stopped -> assertThat(stopped.reason()).contains("more than 1000 bytes"));
  }

  @Test
  void outputErrorsAndCodeAreTheProgramsAndItsEnvironmentIsEmpty() {
    assertThat(run(Duration.ofSeconds(30), "echo out $HOME; echo err >&2; exit 3"))
        .isEqualTo(new ChildProcess.Exited(3, "out\n", "err"));
  }

  /** Most of these end before their limits are set. */
  @Test
  void aProgramThatEndsAtOnceHasNothingToBeBound() {
    for (int i = 0; i < 100; i++) {
      assertThat(run(Duration.ofSeconds(30), "exit 3"))
          .isEqualTo(new ChildProcess.Exited(3, "", ""));
    }
  }

  /** The limits come once the program runs, so the script waits for them. */
  @Test
  void whatAProgramMayTakeIsBound() {
    requireLimits();
    assertThat(
            run(
                Duration.ofMinutes(1),
                "until [ \"$(ulimit -d)\" = 65536 ] && [ \"$(ulimit -c)\" = 0 ]; do :; done;"
                    + " echo $(ulimit -n) $(ulimit -t) $(ulimit -f); sh -c 'ulimit -d'"))
        .isEqualTo(new ChildProcess.Exited(0, "256 600 131072\n65536\n", ""));
    assertThat(SANDBOX.level()).contains("memory to 64 MiB");
  }

  @Test
  void aProgramThatAllocatesTooMuchIsRefusedTheMemory() {
    requireLimits();
    ChildProcess.Ended ended =
        run(
            Duration.ofMinutes(1),
            "until [ \"$(ulimit -d)\" = 65536 ]; do :; done;"
                + " head -c 200000000 /dev/zero | tail -c 200000000");

    assertThat(ended)
        .isInstanceOfSatisfying(
            ChildProcess.Exited.class,
            exited -> {
              assertThat(exited.code()).isNotZero();
              assertThat(exited.errors()).contains("memory");
            });
  }
}

package dev.sealer.sync.render;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ChildProcessTest {

  @TempDir private Path folder;

  private ChildProcess.Ended run(Duration limit, String script) {
    return new ChildProcess(limit, 1000).run(List.of("/bin/sh", "-c", script), folder, Map.of());
  }

  @Test
  void aProgramThatDoesNotEndIsStopped() {
    assertThat(run(Duration.ofMillis(200), "echo begun; exec sleep 600"))
        .isInstanceOfSatisfying(
            ChildProcess.Failed.class,
            failed -> assertThat(failed.reason()).contains("took longer"));
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
            ChildProcess.Failed.class,
            failed -> assertThat(failed.reason()).contains("more than 1000 bytes"));
  }

  @Test
  void outputErrorsAndCodeAreTheProgramsAndItsEnvironmentIsEmpty() {
    assertThat(run(Duration.ofSeconds(30), "echo out $HOME; echo err >&2; exit 3"))
        .isEqualTo(new ChildProcess.Exited(3, "out\n", "err"));
  }
}

package dev.sealer.interleavings;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sealer.testbed.tools.Prerequisites;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Runs each class of tests under orders of its threads that Fray chooses. They run in a JVM of
 * their own, because everything in that JVM is scheduled by Fray, and Surefire's own threads should
 * not be.
 */
final class InterleavingsTest {

  private static final Path FOLDER = Path.of("target", "fray").toAbsolutePath();

  private static FrayRuntime runtime;

  /** The lowest exit code of a process that a signal ended. */
  private static final int FIRST_SIGNAL = 128;

  @BeforeAll
  static void linkRuntime() throws IOException {
    String system = System.getProperty("os.name") + " " + System.getProperty("os.arch");
    if (!system.equals("Linux amd64")) {
      throw Prerequisites.unavailable(
          InterleavingsTest.class.getName(), "Fray's library is for Linux amd64, not " + system);
    }
    Files.createDirectories(FOLDER);
    runtime = FrayRuntime.linked();
  }

  @ParameterizedTest
  @ValueSource(classes = {ReconcileLoopOrders.class, LeaderElectionOrders.class})
  void holdsInEveryOrder(Class<?> tests) throws IOException, InterruptedException {
    assertHolds(tests);
  }

  static void assertHolds(Class<?> tests) throws IOException, InterruptedException {
    Path log = FOLDER.resolve(tests.getSimpleName() + ".log");
    int exit = runtime.start(OrderRunner.class, tests.getName(), log).waitFor();
    if (exit >= FIRST_SIGNAL) {
      // Fray's library once crashed before the first test, which says nothing about the tests.
      exit = runtime.start(OrderRunner.class, tests.getName(), log).waitFor();
    }

    assertThat(exit).as(() -> read(log)).isZero();
  }

  private static String read(Path log) {
    try {
      return Files.readString(log);
    } catch (IOException e) {
      return e.toString();
    }
  }
}

package dev.sealer.interleavings;

import java.io.IOException;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.RepeatedTest;

/** Runs the tests of {@link InterleavingsTest} again and again: each run chooses other orders. */
final class InterleavingsDeep {

  private static final int RUNS = 40;

  /** Of a class whose orders take seconds each. */
  private static final int FEW_RUNS = 4;

  @BeforeAll
  static void linkRuntime() throws IOException {
    InterleavingsTest.linkRuntime();
  }

  @RepeatedTest(RUNS)
  void theReconcileLoopHolds() throws IOException, InterruptedException {
    InterleavingsTest.assertHolds(ReconcileLoopOrders.class);
  }

  @RepeatedTest(RUNS)
  void theLeaderElectionHolds() throws IOException, InterruptedException {
    InterleavingsTest.assertHolds(LeaderElectionOrders.class);
  }

  @RepeatedTest(FEW_RUNS)
  void theFetchEngineHolds() throws IOException, InterruptedException {
    InterleavingsTest.assertHolds(FetchEngineOrders.class);
  }
}

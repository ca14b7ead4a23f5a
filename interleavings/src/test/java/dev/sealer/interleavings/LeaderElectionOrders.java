package dev.sealer.interleavings;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sealer.kube.ObjectKey;
import dev.sealer.kube.leader.LeaderElection;
import dev.sealer.kube.platform.Platform;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.extension.ExtendWith;
import org.pastalab.fray.junit.junit5.FrayTestExtension;
import org.pastalab.fray.junit.junit5.annotations.FrayTest;

/** A candidate with its two threads, and another that takes the Lease or an API server away. */
@ExtendWith(FrayTestExtension.class)
class LeaderElectionOrders {

  private static final LeaderElection.Settings SETTINGS =
      new LeaderElection.Settings(
          new ObjectKey("ns", "lease"),
          "me",
          Duration.ofSeconds(6),
          Duration.ofSeconds(4),
          Duration.ofSeconds(1));

  private final Platform platform = PlatformThreads.platform();
  private final LeaseInMemory lease = new LeaseInMemory();
  private final CountDownLatch ledOnce = new CountDownLatch(1);

  private LeaderElection election() {
    LeaderElection election =
        new LeaderElection(
            SETTINGS,
            lease,
            new LeaderElection.Leadership() {
              @Override
              public void started() {
                lease.note("started");
                ledOnce.countDown();
              }

              @Override
              public void stopped() {
                lease.note("stopped");
              }
            },
            platform);
    election.start();
    return election;
  }

  /** Every start has its stop before the next start, and a Lease is given back after the last. */
  private void assertTermsInOrder() {
    boolean leads = false;
    for (String step : lease.log()) {
      switch (step) {
        case "started" -> {
          assertThat(leads).as("terms overlap: %s", lease.log()).isFalse();
          leads = true;
        }
        case "stopped" -> {
          assertThat(leads).as("a stop without a start: %s", lease.log()).isTrue();
          leads = false;
        }
        default -> assertThat(leads).as("given back while leading: %s", lease.log()).isFalse();
      }
    }
    assertThat(leads).as("a start without a stop: %s", lease.log()).isFalse();
  }

  @FrayTest(iterations = OrderRunner.FEW_ORDERS)
  void givesTheLeaseBackLast() throws InterruptedException {
    LeaderElection election = election();
    ledOnce.await();

    election.close();

    assertTermsInOrder();
    assertThat(lease.log()).endsWith("given back");
    assertThat(lease.holder()).isEmpty();
  }

  @FrayTest(iterations = OrderRunner.FEW_ORDERS)
  void closeReturnsAtAnyMoment() {
    LeaderElection election = election();

    election.close();

    assertTermsInOrder();
    assertThat(election.isLeader()).isFalse();
  }

  @FrayTest(iterations = OrderRunner.FEW_ORDERS)
  void termsDoNotOverlapWhenTheLeaseIsTakenAway() throws InterruptedException {
    LeaderElection election = election();
    Thread intruder =
        new Thread(() -> {
          lease.take("other");
          lease.take("");
        });
    intruder.start();
    ledOnce.await();
    intruder.join();

    election.close();

    assertTermsInOrder();
  }

  @FrayTest(iterations = OrderRunner.FEW_ORDERS)
  void termsDoNotOverlapWhenTheApiServerIsAwayForAWhile() throws InterruptedException {
    LeaderElection election = election();
    Thread outage =
        new Thread(() -> {
          lease.away(true);
          lease.away(false);
        });
    outage.start();
    ledOnce.await();
    outage.join();

    election.close();

    assertTermsInOrder();
  }
}

package dev.sealer.operator.host;

import dev.sealer.kube.http.Readiness;
import dev.sealer.kube.leader.LeaderElection;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.locks.ReentrantLock;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Controllers that start and lead together. One that fails to stop or close does not keep the
 * others from it.
 */
public final class HostedGroup implements LeaderElection.Leadership, AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(HostedGroup.class);

  private final List<HostedController> controllers;
  private final ReentrantLock lock = new ReentrantLock();
  private final Deque<HostedController> leading = new ArrayDeque<>();

  /** A group that has not started. */
  public HostedGroup(List<HostedController> controllers) {
    this.controllers = List.copyOf(controllers);
  }

  /** Starts each, and makes readiness wait for what each waits for. */
  public void start(Readiness readiness) {
    for (HostedController controller : controllers) {
      readiness.consult(controller.name(), controller::waitingFor);
      controller.start();
      LOG.info("{} started", controller.name());
    }
  }

  @Override
  public void started() {
    lock.lock();
    try {
      for (HostedController controller : controllers) {
        leading.push(controller);
        controller.startLeading();
      }
    } finally {
      lock.unlock();
    }
  }

  @Override
  public void stopped() {
    lock.lock();
    try {
      while (!leading.isEmpty()) {
        HostedController controller = leading.pop();
        guarded(controller, "stop leading", controller::stopLeading);
      }
    } finally {
      lock.unlock();
    }
  }

  @Override
  public void close() {
    stopped();
    for (HostedController controller : controllers.reversed()) {
      guarded(controller, "close", controller::close);
    }
  }

  private static void guarded(HostedController controller, String what, Runnable work) {
    try {
      work.run();
    } catch (RuntimeException failure) {
      LOG.error("{} failed to {}", controller.name(), what, failure);
    }
  }
}

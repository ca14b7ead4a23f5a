package dev.sealer.kube.controller;

import dev.sealer.kube.http.Readiness;
import dev.sealer.kube.leader.LeaderElection;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.locks.ReentrantLock;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Controllers that start and lead together. If one fails to stop, the others are stopped all the
 * same.
 */
public final class ControllerGroup implements LeaderElection.Leadership, AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(ControllerGroup.class);

  private final List<Controller> controllers;
  private final ReentrantLock lock = new ReentrantLock();
  private final Deque<Controller> leading = new ArrayDeque<>();

  /** Creates a group that has not started. */
  public ControllerGroup(List<? extends Controller> controllers) {
    this.controllers = List.copyOf(controllers);
  }

  /** Starts each controller, and makes readiness wait for what each waits for. */
  public void start(Readiness readiness) {
    for (Controller controller : controllers) {
      readiness.consult(controller.name(), controller::waitingFor);
      controller.start();
      LOG.info("{} started", controller.name());
    }
  }

  @Override
  public void started() {
    lock.lock();
    try {
      for (Controller controller : controllers) {
        leading.push(controller);
        controller.lead();
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
        Controller controller = leading.pop();
        guarded(controller, "stop leading", controller::stopLeading);
      }
    } finally {
      lock.unlock();
    }
  }

  /** Stops all controllers, the last one first. */
  @Override
  public void close() {
    stopped();
    for (Controller controller : controllers.reversed()) {
      guarded(controller, "stop", controller::stop);
    }
  }

  private static void guarded(Controller controller, String what, Runnable work) {
    try {
      work.run();
    } catch (RuntimeException failure) {
      LOG.error("{} failed to {}", controller.name(), what, failure);
    }
  }
}

package dev.sealer.simulation.kit;

import dev.sealer.kube.events.EventRecorder;
import dev.sealer.kube.events.Subject;
import java.util.ArrayList;
import java.util.List;

/** Keeps events instead of writing them. */
public final class RecordedEvents implements EventRecorder {

  private final List<String> lines = new ArrayList<>();

  /** Starts without events. */
  public RecordedEvents() {}

  @Override
  public void record(Subject about, Type type, String reason, String message) {
    lines.add(type.wire() + " " + about.key().name() + " " + reason + ": " + message);
  }

  /** Returns all events so far, each as {@code Normal NAME REASON: MESSAGE}. */
  public List<String> lines() {
    return List.copyOf(lines);
  }
}

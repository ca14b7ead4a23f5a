package dev.sealer.kube.controller;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sealer.kube.http.Readiness;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

final class ControllerGroupTest {

  private final List<String> log = new ArrayList<>();

  private final class Recorded implements Controller {
    private final String name;
    private final boolean failing;
    private final List<String> waitingFor;

    Recorded(String name, boolean failing, List<String> waitingFor) {
      this.name = name;
      this.failing = failing;
      this.waitingFor = waitingFor;
    }

    private void did(String what) {
      log.add(name + " " + what);
      if (failing) {
        throw new IllegalStateException(what);
      }
    }

    @Override
    public String name() {
      return name;
    }

    @Override
    public void start() {
      log.add(name + " start");
    }

    @Override
    public void lead() {
      did("lead");
    }

    @Override
    public void stopLeading() {
      did("stop leading");
    }

    @Override
    public List<String> waitingFor() {
      return waitingFor;
    }

    @Override
    public void stop() {
      did("stop");
    }
  }

  private ControllerGroup group(boolean firstFails) {
    return new ControllerGroup(
        List.of(
            new Recorded("a", firstFails, List.of("things")), new Recorded("b", false, List.of())));
  }

  @Test
  void startsLeadsAndStopsAllInOrderAndBackwards() {
    Readiness readiness = new Readiness();
    ControllerGroup group = group(false);
    group.start(readiness);
    assertThat(readiness.waitingFor()).containsExactly("a: things");
    group.started();
    group.stopped();
    group.started();
    group.close();

    assertThat(log)
        .containsExactly(
            "a start",
            "b start",
            "a lead",
            "b lead",
            "b stop leading",
            "a stop leading",
            "a lead",
            "b lead",
            "b stop leading",
            "a stop leading",
            "b stop",
            "a stop");
  }

  @Test
  void stopsWhatHadBegunWhenOneFailsAndClosesTheOthers() {
    ControllerGroup group = group(true);
    assertThatThrownBy(group::started).isInstanceOf(IllegalStateException.class);

    group.close();

    assertThat(log).containsExactly("a lead", "a stop leading", "b stop", "a stop");
  }
}

package dev.sealer.simulation.world;

import dev.sealer.kube.platform.Platform;
import dev.sealer.simulation.platform.Scheduler;
import dev.sealer.simulation.platform.SimPlatform;
import dev.sealer.simulation.platform.SimProcess;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** A process that is started again whenever it ends. */
public final class Replica implements ProcessControl {

  private final String name;
  private final SimulatedWorld world;
  private final Program program;
  private int starts;
  private @Nullable Start current;

  /** One start of the process. */
  private static final class Start {
    private final SimProcess process;
    private final Link link;
    private final Platform platform;
    private final SimpleMeterRegistry metrics = new SimpleMeterRegistry();
    private @Nullable Runnable stop;

    Start(SimProcess process, Platform platform, Link link) {
      this.process = process;
      this.platform = platform;
      this.link = link;
    }
  }

  Replica(String name, SimulatedWorld world, Program program) {
    this.name = name;
    this.world = world;
    this.program = program;
  }

  /** Returns the name of the process over its restarts. */
  public String name() {
    return name;
  }

  /** Returns whether the process runs, and is not held. */
  public boolean isRunning() {
    Start start = current;
    return start != null && !start.process.isFrozen();
  }

  /** Returns the meters of the present start; null while the process is away. */
  public @Nullable SimpleMeterRegistry metrics() {
    Start start = current;
    return start == null ? null : start.metrics;
  }

  void start() {
    starts++;
    String identity = name + "-" + starts;
    Scheduler scheduler = world.scheduler();
    SimProcess process = scheduler.process(identity);
    Platform platform =
        SimPlatform.of(scheduler, process, world.seed(), world.faults().clockOffset(name));
    Start start = new Start(process, platform, new Link(name, world, platform, this));
    current = start;
    world.note(identity + " starts");
    Thread _ = platform.threads().start("main", () -> run(start, identity));
  }

  private void run(Start start, String identity) {
    start.stop =
        program.start(new Program.Host(name, identity, start.platform, start.link, start.metrics));
  }

  @Override
  public void crash(Duration down) {
    end("crashes", down);
    world.scheduler().stop();
  }

  @Override
  public void freeze(Duration duration) {
    Start start = current;
    if (start != null) {
      world.note(name + " freezes for " + duration);
      world.scheduler().freeze(start.process, duration);
      world.scheduler().giveWay();
    }
  }

  /** Stops the process in good order and starts it again after {@code down}. */
  void restart(Duration down) {
    Start start = current;
    if (start != null && start.stop != null) {
      Runnable stop = start.stop;
      start.stop = null;
      world.note(name + " is told to stop");
      Thread _ =
          start
              .platform
              .threads()
              .start(
                  "stop",
                  () -> {
                    stop.run();
                    crash(down);
                  });
    }
  }

  /** Ends the process for good, at the end of a run. */
  void end() {
    Start start = current;
    current = null;
    if (start != null) {
      world.scheduler().kill(start.process);
      start.link.close();
    }
  }

  private void end(String how, Duration down) {
    world.note(name + " " + how);
    end();
    world.after(down, this::start);
  }

  void endStreams(String kind) {
    Start start = current;
    if (start != null) {
      start.link.endStreams(kind);
    }
  }
}

package dev.sealer.simulation.oracle;

import dev.sealer.simulation.world.Call;
import dev.sealer.simulation.world.SimulatedWorld;
import dev.sealer.simulation.world.TracedWrite;
import java.time.Duration;
import java.util.Set;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** Once everything is as it should be, nothing is stored, and little is asked. */
public final class Quiet extends Oracle {

  private static final long WINDOW = Duration.ofMinutes(5).toNanos();

  private final Set<String> controllers;
  private final int callsAllowed;
  private final Predicate<TracedWrite> writeAllowed;
  private @Nullable SimulatedWorld calm;
  private long windowStart;
  private int calls;

  /**
   * Watches {@code controllers}, except for leader election, lists and watches.
   *
   * @param callsAllowed in five minutes; also writes that the API server refuses
   * @param writeAllowed which writes may go on, such as the time of the last refresh
   */
  public Quiet(Set<String> controllers, int callsAllowed, Predicate<TracedWrite> writeAllowed) {
    this.controllers = Set.copyOf(controllers);
    this.callsAllowed = callsAllowed;
    this.writeAllowed = writeAllowed;
  }

  @Override
  public void calm(SimulatedWorld world) {
    calm = world;
    windowStart = world.now();
  }

  @Override
  public void sent(Call call) {
    if (calm == null) {
      return;
    }
    if (calm.now() - windowStart > WINDOW) {
      windowStart = calm.now();
      calls = 0;
    }
    boolean counts =
        controllers.contains(call.process())
            && !call.kind().equals("leases")
            && (call.isWrite() || !call.name().isEmpty());
    if (counts && ++calls > callsAllowed) {
      found("more than " + callsAllowed + " calls in 5 minutes, the last one " + call.request());
    }
  }

  @Override
  public void stored(TracedWrite write) {
    if (calm != null
        && controllers.contains(write.writer())
        && !write.isOf("leases")
        && !writeAllowed.test(write)) {
      found(write + " changes what is as it should be");
    }
  }
}

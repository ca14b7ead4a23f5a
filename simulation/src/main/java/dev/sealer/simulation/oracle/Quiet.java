package dev.sealer.simulation.oracle;

import dev.sealer.simulation.world.Call;
import dev.sealer.simulation.world.World;
import java.util.Set;
import java.util.function.Predicate;

/** Once everything is as it should be, nothing is written, and little is read. */
public final class Quiet extends Oracle {

  private final Set<String> controllers;
  private final int readsAllowed;
  private final Predicate<Call> writeAllowed;
  private boolean calm;
  private int reads;

  /**
   * Watches the calls of {@code controllers}, except for leader election, lists and watches.
   *
   * @param readsAllowed in the whole quiet time
   * @param writeAllowed which writes may go on, such as the time of the last refresh
   */
  public Quiet(Set<String> controllers, int readsAllowed, Predicate<Call> writeAllowed) {
    this.controllers = Set.copyOf(controllers);
    this.readsAllowed = readsAllowed;
    this.writeAllowed = writeAllowed;
  }

  @Override
  public void calm(World world) {
    calm = true;
  }

  @Override
  public void sent(Call call) {
    boolean counts =
        calm
            && controllers.contains(call.process())
            && !call.kind().equals("leases")
            && (call.isWrite() || !call.name().isEmpty());
    if (!counts) {
      return;
    }
    if (call.isWrite() && !writeAllowed.test(call)) {
      found(call.process() + " still writes: " + call.request());
    } else if (!call.isWrite() && ++reads > readsAllowed) {
      found("more than " + readsAllowed + " reads, the last one by " + call.request());
    }
  }
}

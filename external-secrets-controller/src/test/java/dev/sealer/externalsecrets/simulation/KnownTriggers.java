package dev.sealer.externalsecrets.simulation;

import dev.sealer.simulation.plan.Fault;
import dev.sealer.simulation.plan.Plan;
import dev.sealer.simulation.plan.Spot;
import java.util.List;

/**
 * Takes out of random plans what sets known faults off; each of them has a replay of its own. The
 * users of random plans do the rest: they do not edit the store.
 */
final class KnownTriggers {

  private KnownTriggers() {}

  /** Returns {@code plan} without the triggers. */
  static Plan without(Plan plan) {
    List<Fault> left = plan.faults().stream().filter(fault -> !isTrigger(fault)).toList();
    return new Plan(plan.actions(), left);
  }

  private static boolean isTrigger(Fault fault) {
    // A conflict is answered with another try after 100 ms, without limit.
    return fault instanceof Fault.Errors errors
        && errors.code() == 409
        && touchesSecrets(errors.kind());
  }

  private static boolean touchesSecrets(String kind) {
    return kind.isEmpty() || kind.equals(Spot.WORK) || kind.equals("secrets");
  }
}

package dev.sealer.simulation.run;

import dev.sealer.simulation.plan.Action;
import dev.sealer.simulation.plan.Fault;
import dev.sealer.simulation.plan.Plan;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.LongSupplier;
import java.util.function.Predicate;

/**
 * Makes a plan that fails smaller: takes out halves, then quarters, and so on to single actions and
 * faults, and halves durations, as long as it still fails.
 */
public final class Shrinker {

  private static final int MOST_CALLS_OF_AN_ACTION = 3;

  private final Predicate<Plan> stillFails;
  private final LongSupplier nanos;
  private final long deadline;

  /**
   * A shrinker for one failure.
   *
   * @param stillFails runs a plan, with the same seed each time
   * @param patience real time to spend
   * @param nanos a monotonic clock of real time
   */
  public Shrinker(Predicate<Plan> stillFails, Duration patience, LongSupplier nanos) {
    this.stillFails = stillFails;
    this.nanos = nanos;
    this.deadline = nanos.getAsLong() + patience.toNanos();
  }

  /** Returns the smallest plan that was found in time; {@code plan} fails itself. */
  public Plan shrink(Plan plan) {
    Plan smallest = plan;
    Plan before;
    do {
      before = smallest;
      smallest = fewer(smallest, smallest.faults(), Shrinker::withFaults);
      smallest = fewer(smallest, smallest.actions(), Shrinker::withActions);
      smallest = shorter(smallest);
    } while (!smallest.equals(before) && hasTime());
    return smallest;
  }

  private static Plan withFaults(Plan plan, List<Fault> faults) {
    return new Plan(plan.actions(), faults);
  }

  private static Plan withActions(Plan plan, List<Action> actions) {
    return new Plan(actions, plan.faults());
  }

  private interface Change<T> {
    Plan apply(Plan plan, List<T> items);
  }

  private <T> Plan fewer(Plan plan, List<T> items, Change<T> change) {
    Plan smallest = plan;
    List<T> left = items;
    for (int size = Math.max(1, left.size() / 2); hasTime(); size = size / 2) {
      int at = 0;
      while (at < left.size() && hasTime()) {
        List<T> rest = new ArrayList<>(left.subList(0, at));
        rest.addAll(left.subList(Math.min(left.size(), at + size), left.size()));
        Optional<Plan> smaller = failing(change.apply(smallest, rest));
        if (smaller.isPresent()) {
          smallest = smaller.get();
          left = rest;
        } else {
          at += size;
        }
      }
      if (size <= 1) {
        break;
      }
    }
    return smallest;
  }

  /** Without an action a fault may have to wait for an earlier call, to meet the same one. */
  private Optional<Plan> failing(Plan candidate) {
    for (int fewer = 0; fewer <= MOST_CALLS_OF_AN_ACTION; fewer++) {
      int by = fewer;
      List<Fault> faults =
          candidate.faults().stream().map(f -> FaultChanges.earlier(f, by)).toList();
      Plan earlier = withFaults(candidate, faults);
      boolean same = fewer > 0 && earlier.equals(candidate);
      if (!same && hasTime() && stillFails.test(earlier)) {
        return Optional.of(earlier);
      }
    }
    return Optional.empty();
  }

  private Plan shorter(Plan plan) {
    Plan smallest = plan;
    for (int i = 0; i < plan.faults().size() && hasTime(); i++) {
      smallest =
          with(smallest, i, f -> Optional.of(FaultChanges.earlier(f, Integer.MAX_VALUE / 2)));
      smallest = with(smallest, i, f -> Optional.of(FaultChanges.earlier(f, 1)));
      smallest = with(smallest, i, FaultChanges::half);
    }
    return smallest;
  }

  /** Changes one fault again and again, as long as the plan fails. */
  private Plan with(Plan plan, int index, Function<Fault, Optional<Fault>> change) {
    Plan smallest = plan;
    Optional<Fault> next = change.apply(smallest.faults().get(index));
    while (next.isPresent() && !next.get().equals(smallest.faults().get(index)) && hasTime()) {
      List<Fault> faults = new ArrayList<>(smallest.faults());
      faults.set(index, next.get());
      Plan candidate = withFaults(smallest, faults);
      if (!stillFails.test(candidate)) {
        break;
      }
      smallest = candidate;
      next = change.apply(next.get());
    }
    return smallest;
  }

  private boolean hasTime() {
    return nanos.getAsLong() < deadline;
  }
}

package dev.sealer.simulation.plan;

import dev.sealer.kube.platform.Chance;
import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;

/** Deals the faults of a random plan: each seed turns on some of those that fit. */
public final class PlanDealer {

  private static final int MOST_FAULTS = 6;
  private static final int[] CODES = {409, 429, 500, 503, 403};
  private static final int[] OVERLOADED = {429, 500, 503};
  private static final long MOST_BEFORE = 1_000;
  private static final List<String> VERBS = List.of("", "read", "read", "write", "watch");
  private static final List<String> POLICIES =
      List.of(
          Fault.Admission.ALL,
          Fault.Admission.REMOVALS,
          Fault.Admission.QUOTES,
          Fault.Admission.LABELS);

  /**
   * Which faults fit a scenario.
   *
   * @param processes names of the processes
   * @param watched plural names of the kinds that are watched
   * @param written plural names of the kinds that are written; one that is there twice is met twice
   *     as often
   * @param horizonMillis no fault that has a time begins later
   * @param hazards what chance alone would rarely bring together
   */
  public record Faults(
      List<String> processes,
      List<String> watched,
      List<String> written,
      long horizonMillis,
      List<Hazard> hazards) {

    /** Returns faults that meet actions by chance only. */
    public Faults(
        List<String> processes, List<String> watched, List<String> written, long horizonMillis) {
      this(processes, watched, written, horizonMillis, List.of());
    }
  }

  /**
   * An action during which the API server often refuses writes of a kind.
   *
   * @param verb of the action
   * @param written plural name of the kind
   */
  public record Hazard(String verb, String written) {}

  private final Faults fitting;

  /** Deals faults that fit. */
  public PlanDealer(Faults fitting) {
    this.fitting = fitting;
  }

  /** Returns {@code actions} with random faults; each fault has draws of its own. */
  public Plan deal(List<Action> actions, Chance chance) {
    int count = chance.of("faults").nextInt(MOST_FAULTS + 1);
    List<Fault> faults = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      faults.add(fault(actions, chance.of("fault/" + i)));
    }
    return new Plan(actions, faults);
  }

  private Fault fault(List<Action> actions, RandomGenerator random) {
    long start = start(actions, random);
    String process = any(fitting.processes(), random);
    return switch (random.nextInt(15)) {
      case 0, 1 -> new Fault.Crash(spot(process, true, random), between(random, 100, 30_000));
      case 2 -> new Fault.Restart(process, start, between(random, 100, 20_000));
      case 3, 4, 5 -> new Fault.Freeze(spot(process, random.nextBoolean(), random), freeze(random));
      case 6 -> new Fault.LostAnswer(spot(process, true, random));
      case 7 -> new Fault.LostRequest(spot(process, random.nextBoolean(), random));
      case 8, 14 -> errors(actions, start, random);
      case 9 ->
          new Fault.CutList(
              new Spot(process, any(fitting.watched(), random), false, 1 + random.nextInt(3)));
      case 10, 11 ->
          new Fault.Lag(
              process, any(fitting.watched(), random), start, between(random, 500, 60_000));
      case 12 ->
          new Fault.Expiry(
              process, any(fitting.watched(), random), start, between(random, 100, 20_000));
      default -> rare(process, start, random);
    };
  }

  private Fault rare(String process, long start, RandomGenerator random) {
    if (random.nextInt(4) == 0) {
      return new Fault.ClockOffset(process, (random.nextBoolean() ? 1 : -1) * 3_600_000L);
    }
    return new Fault.Admission(
        any(fitting.written(), random), any(POLICIES, random), start, between(random, 500, 90_000));
  }

  private Fault errors(List<Action> actions, long start, RandomGenerator random) {
    if (!fitting.hazards().isEmpty() && random.nextInt(2) == 0) {
      Hazard hazard = fitting.hazards().get(random.nextInt(fitting.hazards().size()));
      return overload(hazard, actions, start, random);
    }
    String process = random.nextBoolean() ? "" : any(fitting.processes(), random);
    String kind = random.nextBoolean() ? Spot.WORK : any(fitting.written(), random);
    String verb = any(VERBS, random);
    int code = CODES[random.nextInt(CODES.length)];
    return new Fault.Errors(
        process, kind, verb, code, random.nextBoolean(), start, between(random, 200, 30_000));
  }

  private static Fault overload(
      Hazard hazard, List<Action> actions, long start, RandomGenerator random) {
    List<Action> met = actions.stream().filter(a -> a.verb().equals(hazard.verb())).toList();
    long begin =
        met.isEmpty()
            ? start
            : met.get(random.nextInt(met.size())).atMillis() - random.nextLong(MOST_BEFORE);
    return new Fault.Errors(
        "",
        hazard.written(),
        "write",
        OVERLOADED[random.nextInt(OVERLOADED.length)],
        random.nextBoolean(),
        Math.max(0, begin),
        between(random, 1_000, 30_000));
  }

  /** All calls of the work, or those of one kind; early ones more often than late ones. */
  private Spot spot(String process, boolean writes, RandomGenerator random) {
    boolean all = random.nextInt(3) == 0;
    int most = 1 << random.nextInt(all ? 7 : 5);
    String kind = all ? Spot.WORK : any(fitting.written(), random);
    return new Spot(process, kind, writes, 1 + random.nextInt(most));
  }

  /** Long enough to lose the lead; now and then very long. */
  private static long freeze(RandomGenerator random) {
    return random.nextInt(8) == 0
        ? between(random, 60_000, 600_000)
        : between(random, 5_000, 60_000);
  }

  /** Half of the time shortly before an action, when there is work to disturb. */
  private long start(List<Action> actions, RandomGenerator random) {
    long any = random.nextLong(fitting.horizonMillis());
    long before = random.nextLong(MOST_BEFORE);
    int action = random.nextInt(2 * actions.size() + 1);
    return action < actions.size() ? Math.max(0, actions.get(action).atMillis() - before) : any;
  }

  private static long between(RandomGenerator random, long low, long high) {
    return random.nextLong(low, high);
  }

  private static String any(List<String> of, RandomGenerator random) {
    return of.get(random.nextInt(of.size()));
  }
}

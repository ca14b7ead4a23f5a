package dev.sealer.simulation.run;

import dev.sealer.simulation.plan.Fault;
import dev.sealer.simulation.plan.Spot;
import java.util.Optional;
import java.util.function.Function;

/** Makes faults smaller. */
final class FaultChanges {

  private FaultChanges() {}

  /** Returns the fault for half the time; empty if it has none, or no more. */
  static Optional<Fault> half(Fault fault) {
    return switch (fault) {
      case Fault.Crash f -> half(f.downMillis(), m -> new Fault.Crash(f.after(), m));
      case Fault.Restart f ->
          half(f.downMillis(), m -> new Fault.Restart(f.process(), f.atMillis(), m));
      case Fault.Freeze f -> half(f.forMillis(), m -> new Fault.Freeze(f.before(), m));
      case Fault.Lag f ->
          half(f.forMillis(), m -> new Fault.Lag(f.process(), f.kind(), f.atMillis(), m));
      case Fault.Expiry f ->
          half(f.forMillis(), m -> new Fault.Expiry(f.process(), f.kind(), f.atMillis(), m));
      case Fault.Admission f ->
          half(f.forMillis(), m -> new Fault.Admission(f.kind(), f.what(), f.atMillis(), m));
      case Fault.Errors f -> half(f.forMillis(), m -> shorter(f, m));
      case Fault.LostAnswer _, Fault.LostRequest _, Fault.Refusal _ -> Optional.empty();
      case Fault.CutList _, Fault.ClockOffset _ -> Optional.empty();
    };
  }

  private static Fault.Errors shorter(Fault.Errors f, long millis) {
    return new Fault.Errors(
        f.process(), f.kind(), f.verb(), f.code(), f.retryAfter(), f.atMillis(), millis);
  }

  private static Optional<Fault> half(long millis, Function<Long, Fault> with) {
    return millis < 2 ? Optional.empty() : Optional.of(with.apply(millis / 2));
  }

  /** Returns the fault at a call that comes {@code fewer} before; itself if it waits for none. */
  static Fault earlier(Fault fault, int fewer) {
    Function<Spot, Spot> move = spot -> spot.earlier(fewer);
    return switch (fault) {
      case Fault.Crash f -> new Fault.Crash(move.apply(f.after()), f.downMillis());
      case Fault.Freeze f -> new Fault.Freeze(move.apply(f.before()), f.forMillis());
      case Fault.LostAnswer f -> new Fault.LostAnswer(move.apply(f.call()));
      case Fault.LostRequest f -> new Fault.LostRequest(move.apply(f.call()));
      case Fault.CutList f -> new Fault.CutList(move.apply(f.list()));
      case Fault.Refusal f -> new Fault.Refusal(move.apply(f.call()), f.code());
      case Fault.Restart _, Fault.Errors _, Fault.Lag _, Fault.Expiry _ -> fault;
      case Fault.ClockOffset _, Fault.Admission _ -> fault;
    };
  }
}

package dev.sealer.simulation.world;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sealer.kube.client.ApiAnswer;
import dev.sealer.kube.client.Json;
import dev.sealer.simulation.plan.Fault;
import dev.sealer.simulation.plan.Spot;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.LongSupplier;

/** Decides which fault meets which call. */
final class FaultInjector {

  private final List<Fault> faults;
  private final LongSupplier nanos;
  private final int[] counts;
  private boolean armed = true;

  FaultInjector(List<Fault> faults, LongSupplier nanos) {
    this.faults = List.copyOf(faults);
    this.nanos = nanos;
    this.counts = new int[faults.size()];
  }

  /** Ends every fault that has not begun. */
  void disarm() {
    armed = false;
  }

  /** Returns when the last fault ends that has a time. */
  long lastEndMillis() {
    return faults.stream().mapToLong(FaultInjector::endMillis).max().orElse(0);
  }

  private static long endMillis(Fault fault) {
    return switch (fault) {
      case Fault.Restart f -> f.atMillis() + f.downMillis();
      case Fault.Errors f -> f.atMillis() + f.forMillis();
      case Fault.Lag f -> f.atMillis() + f.forMillis();
      case Fault.Expiry f -> f.atMillis() + f.forMillis();
      case Fault.Admission f -> f.atMillis() + f.forMillis();
      case Fault.Crash _, Fault.Freeze _, Fault.LostAnswer _, Fault.LostRequest _ -> 0;
      case Fault.CutList _, Fault.ClockOffset _, Fault.Refusal _ -> 0;
    };
  }

  /** Returns how far the wall clock of {@code process} is off. */
  Duration clockOffset(String process) {
    return faults.stream()
        .filter(Fault.ClockOffset.class::isInstance)
        .map(Fault.ClockOffset.class::cast)
        .filter(f -> f.process().equals(process))
        .map(f -> Duration.ofMillis(f.millis()))
        .findFirst()
        .orElse(Duration.ZERO);
  }

  /** Returns the faults of one class. */
  <F extends Fault> List<F> all(Class<F> type) {
    return faults.stream().filter(type::isInstance).map(type::cast).toList();
  }

  /** Returns how long the process is suspended before the call is carried out. */
  Optional<Duration> freezeBefore(Call call) {
    return hits(Fault.Freeze.class, Fault.Freeze::before, call).stream()
        .map(f -> Duration.ofMillis(f.forMillis()))
        .findFirst();
  }

  /** Returns whether the call gets lost on its way. */
  boolean losesRequest(Call call) {
    return !hits(Fault.LostRequest.class, Fault.LostRequest::call, call).isEmpty();
  }

  /** Returns whether the answer of the call gets lost. */
  boolean losesAnswer(Call call) {
    return !hits(Fault.LostAnswer.class, Fault.LostAnswer::call, call).isEmpty();
  }

  /** Returns whether a list breaks off. */
  boolean cuts(Call call) {
    return !hits(Fault.CutList.class, Fault.CutList::list, call).isEmpty();
  }

  /** Returns how long the process is away that ends after its write was stored. */
  Optional<Duration> crashAfter(Call storedWrite) {
    return hits(Fault.Crash.class, Fault.Crash::after, storedWrite).stream()
        .map(f -> Duration.ofMillis(f.downMillis()))
        .findFirst();
  }

  /** Returns the answer that the API server gives instead of doing anything. */
  Optional<ApiAnswer> refusal(Call call) {
    List<Fault.Refusal> due = hits(Fault.Refusal.class, Fault.Refusal::call, call);
    if (!due.isEmpty()) {
      return Optional.of(answer(due.getFirst().code(), false));
    }
    for (Fault fault : faults) {
      if (fault instanceof Fault.Errors f && meets(f, call)) {
        return Optional.of(answer(f.code(), f.retryAfter()));
      }
      if (fault instanceof Fault.Expiry f
          && call.isWatch()
          && f.process().equals(call.process())
          && f.kind().equals(call.kind())
          && isNow(f.atMillis(), f.forMillis())) {
        return Optional.of(answer(503, false));
      }
    }
    return Optional.empty();
  }

  /** Returns how long streams of {@code kind} to {@code process} deliver nothing. */
  Duration lag(String process, String kind) {
    long until = 0;
    for (Fault fault : faults) {
      if (fault instanceof Fault.Lag f
          && f.process().equals(process)
          && f.kind().equals(kind)
          && isNow(f.atMillis(), f.forMillis())) {
        until = Math.max(until, f.atMillis() + f.forMillis());
      }
    }
    long left = Duration.ofMillis(until).toNanos() - nanos.getAsLong();
    return left > 0 ? Duration.ofNanos(left) : Duration.ZERO;
  }

  /**
   * Returns what admission does now to a write.
   *
   * @param removes whether the write takes something away
   */
  Optional<Fault.Admission> admission(String kind, boolean removes) {
    return all(Fault.Admission.class).stream()
        .filter(f -> f.kind().equals(kind))
        .filter(f -> removes || !f.what().equals(Fault.Admission.REMOVALS))
        .filter(f -> isNow(f.atMillis(), f.forMillis()))
        .findFirst();
  }

  private boolean meets(Fault.Errors f, Call call) {
    return isNow(f.atMillis(), f.forMillis())
        && (f.process().isEmpty() || f.process().equals(call.process()))
        && call.isOf(f.kind())
        && (f.verb().isEmpty() || f.verb().equals(call.verb()))
        && (f.code() != 409 || call.isWrite());
  }

  private boolean isNow(long atMillis, long forMillis) {
    long now = nanos.getAsLong() / 1_000_000;
    return now >= atMillis && now < atMillis + forMillis;
  }

  /** Counts the call for each fault that waits for it, and returns those whose turn has come. */
  private <F extends Fault> List<F> hits(Class<F> type, Function<F, Spot> spot, Call call) {
    List<F> due = new ArrayList<>();
    for (int i = 0; armed && i < faults.size(); i++) {
      if (type.isInstance(faults.get(i))) {
        F fault = type.cast(faults.get(i));
        if (isAt(spot.apply(fault), call) && ++counts[i] == spot.apply(fault).number()) {
          due.add(fault);
        }
      }
    }
    return due;
  }

  private static boolean isAt(Spot spot, Call call) {
    return spot.process().equals(call.process())
        && call.isOf(spot.kind())
        && (!spot.writes() || call.isWrite());
  }

  private static ApiAnswer answer(int code, boolean retryAfter) {
    ObjectNode status = Json.object();
    status.put("kind", "Status").put("apiVersion", "v1").put("status", "Failure");
    status
        .put("message", "the simulation refuses the call")
        .put("reason", reason(code))
        .put("code", code);
    if (retryAfter) {
      status.putObject("details").put("retryAfterSeconds", 1);
    }
    return new ApiAnswer(code, status);
  }

  private static String reason(int code) {
    return switch (code) {
      case 403 -> "Forbidden";
      case 409 -> "Conflict";
      case 429 -> "TooManyRequests";
      case 500 -> "InternalError";
      case 503 -> "ServiceUnavailable";
      default -> throw new IllegalArgumentException("no reason for " + code);
    };
  }
}

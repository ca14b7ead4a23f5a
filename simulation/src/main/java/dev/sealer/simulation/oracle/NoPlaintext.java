package dev.sealer.simulation.oracle;

import dev.sealer.simulation.world.Call;
import dev.sealer.simulation.world.Replica;
import dev.sealer.simulation.world.World;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.MeterRegistry;

/**
 * No plaintext leaves a process, except in the data of Secrets: not in requests, statuses, events,
 * logs or metrics.
 */
public final class NoPlaintext extends Oracle implements AutoCloseable {

  private final CanaryValue canary;
  private final LogCapture logs;

  /** Watches requests and metrics, and the logs of the whole JVM until it is closed. */
  public NoPlaintext(CanaryValue canary, LogCapture logs) {
    this.canary = canary;
    this.logs = logs;
    logs.follow(this::logged);
  }

  @Override
  public void sent(Call call) {
    String body = call.request().body();
    if (body != null && !call.kind().equals("secrets") && canary.isIn(body)) {
      found(call.process() + " sends a value in " + call.request());
    }
  }

  private void logged(String line) {
    if (canary.isIn(line)) {
      found("a log line holds a value: " + line.substring(0, Math.min(20, line.length())) + "…");
    }
  }

  @Override
  public void ended(World world) {
    for (Replica replica : world.replicas()) {
      MeterRegistry metrics = replica.metrics();
      if (metrics != null) {
        for (Meter meter : metrics.getMeters()) {
          if (canary.isIn(meter.getId().toString())) {
            found("the meter " + meter.getId().getName() + " holds a value");
          }
        }
      }
    }
  }

  @Override
  public void close() {
    logs.follow(_ -> {});
  }
}

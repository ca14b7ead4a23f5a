package dev.sealer.simulation.oracle;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sealer.kube.client.Json;
import dev.sealer.simulation.world.Call;
import dev.sealer.simulation.world.Replica;
import dev.sealer.simulation.world.SimulatedWorld;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.MeterRegistry;
import java.nio.charset.StandardCharsets;
import java.util.List;

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
    if (canary.isIn(call.request().toString())) {
      found(call.process() + " sends a value in the address of a call for " + call.kind());
    } else if (body != null && canary.isIn(body) && !isInDataOnly(call, body)) {
      found(call.process() + " sends a value in " + call.request());
    }
  }

  /** The values of a JSON patch of a Secret are data, too. */
  private boolean isInDataOnly(Call call, String body) {
    if (!call.kind().equals("secrets")) {
      return false;
    }
    JsonNode tree = Json.parse(body.getBytes(StandardCharsets.UTF_8));
    if (tree instanceof ObjectNode object) {
      object.remove(List.of("data", "stringData"));
      return !canary.isIn(Json.text(object));
    }
    return true;
  }

  private void logged(String line) {
    if (canary.isIn(line)) {
      found("a log line holds a value: " + line.substring(0, Math.min(20, line.length())) + "…");
    }
  }

  @Override
  public void ended(SimulatedWorld world) {
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

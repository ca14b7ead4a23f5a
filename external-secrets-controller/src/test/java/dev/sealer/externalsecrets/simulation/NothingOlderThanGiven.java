package dev.sealer.externalsecrets.simulation;

import com.fasterxml.jackson.databind.JsonNode;
import dev.sealer.simulation.oracle.CanaryValue;
import dev.sealer.simulation.oracle.Oracle;
import dev.sealer.simulation.world.TracedWrite;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeMap;

/**
 * No controller puts an older value back, unless the store gave the older value out after the newer
 * one was written.
 */
final class NothingOlderThanGiven extends Oracle {

  private record Last(long number, long atNanos) {}

  private final CanaryValue canary;
  private final Set<String> controllers;
  private final SimStore store;
  private final Map<String, Last> last = new TreeMap<>();

  NothingOlderThanGiven(CanaryValue canary, Set<String> controllers, SimStore store) {
    this.canary = canary;
    this.controllers = Set.copyOf(controllers);
    this.store = store;
  }

  @Override
  public void stored(TracedWrite write) {
    JsonNode after = write.stored().after();
    if (!write.isOf("secrets") || after == null) {
      return;
    }
    String uid = after.path("metadata").path("uid").asText();
    JsonNode before = write.stored().before();
    for (Map.Entry<String, JsonNode> entry : after.path("data").properties()) {
      boolean changed =
          before == null || !before.path("data").path(entry.getKey()).equals(entry.getValue());
      OptionalLong number = canary.numberIn(entry.getValue().asText());
      if (changed && number.isPresent()) {
        compare(write, uid + "/" + entry.getKey(), number.getAsLong());
      }
    }
  }

  private void compare(TracedWrite write, String field, long number) {
    Last before = last.put(field, new Last(number, write.atNanos()));
    if (before != null
        && number < before.number()
        && controllers.contains(write.writer())
        && store.lastGiven(canary.of(number)) < before.atNanos()) {
      found(write + " puts value " + number + " where value " + before.number() + " has been");
    }
  }
}

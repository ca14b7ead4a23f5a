package dev.sealer.simulation.oracle;

import com.fasterxml.jackson.databind.JsonNode;
import dev.sealer.simulation.world.TracedWrite;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeMap;

/**
 * No controller puts an older value back: the numbers that values carry never fall in one field of
 * one Secret.
 */
public final class NothingOlder extends Oracle {

  private final CanaryValue canary;
  private final Set<String> controllers;
  private final Map<String, Long> highest = new TreeMap<>();

  /**
   * Watches the writes of {@code controllers}.
   *
   * @param controllers the processes; what others write may be anything
   */
  public NothingOlder(CanaryValue canary, Set<String> controllers) {
    this.canary = canary;
    this.controllers = Set.copyOf(controllers);
  }

  @Override
  public void stored(TracedWrite write) {
    JsonNode after = write.stored().after();
    if (!write.isOf("secrets") || after == null) {
      return;
    }
    String uid = after.path("metadata").path("uid").asText();
    after
        .path("data")
        .properties()
        .forEach(entry -> {
          OptionalLong number = canary.numberIn(entry.getValue().asText());
          if (number.isPresent()) {
            compare(write, uid + "/" + entry.getKey(), number.getAsLong());
          }
        });
  }

  private void compare(TracedWrite write, String field, long number) {
    long before = highest.getOrDefault(field, -1L);
    if (number < before && controllers.contains(write.writer())) {
      found(write + " puts value " + number + " where value " + before + " has been");
    }
    highest.merge(field, number, Math::max);
  }
}

package dev.sealer.simulation.oracle;

import com.fasterxml.jackson.databind.JsonNode;
import dev.sealer.simulation.world.Observer;
import dev.sealer.simulation.world.TracedWrite;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** No controller deletes a Secret, takes a key out of one or empties a value without a reason. */
public final class NothingLost extends Oracle {

  /** Knows the reasons. Sees each write after it was judged. */
  public interface Reasons extends Observer {

    /** Returns whether {@code write}, which deletes a Secret, is right. */
    boolean allowDeletion(TracedWrite write);

    /** Returns whether {@code write} may take {@code key} out of the data of its Secret. */
    boolean allowRemoval(TracedWrite write, String key);
  }

  private final Set<String> controllers;
  private final Reasons reasons;

  /** Watches the writes of {@code controllers}. */
  public NothingLost(Set<String> controllers, Reasons reasons) {
    this.controllers = Set.copyOf(controllers);
    this.reasons = reasons;
  }

  @Override
  public void stored(TracedWrite write) {
    judge(write);
    reasons.stored(write);
  }

  private void judge(TracedWrite write) {
    JsonNode before = write.stored().before();
    JsonNode after = write.stored().after();
    if (!write.isOf("secrets") || before == null || !controllers.contains(write.writer())) {
      return;
    }
    if (after == null) {
      if (!reasons.allowDeletion(write)) {
        found(write + " deletes the Secret without a reason");
      }
      return;
    }
    List<String> gone = new ArrayList<>();
    before.path("data").fieldNames().forEachRemaining(gone::add);
    gone.removeIf(key -> after.path("data").has(key) || reasons.allowRemoval(write, key));
    if (!gone.isEmpty()) {
      found(write + " takes away " + gone + " without a reason");
    }
    before
        .path("data")
        .propertyStream()
        .filter(e -> !e.getValue().asText().isEmpty())
        .filter(e -> after.path("data").path(e.getKey()).asText("-").isEmpty())
        .forEach(e -> found(write + " empties " + e.getKey()));
  }
}

package dev.sealer.simulation.plan;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.util.List;

/**
 * Everything that happens in a run from outside. With the same plan and seed a run is the same.
 *
 * @param actions in the order of their times
 * @param faults in no order
 */
public record Plan(List<Action> actions, List<Fault> faults) {

  private static final ObjectMapper JSON =
      JsonMapper.builder().enable(SerializationFeature.INDENT_OUTPUT).build();

  /** Sorts the actions. */
  public Plan {
    actions = actions.stream().sorted().toList();
    faults = List.copyOf(faults);
  }

  /** Returns the plan as JSON, for a file. */
  public String toJson() {
    try {
      return JSON.writeValueAsString(this) + "\n";
    } catch (JsonProcessingException e) {
      throw new IllegalStateException(e);
    }
  }

  /**
   * Reads what {@link #toJson} wrote.
   *
   * @throws IllegalArgumentException if it is something else
   */
  public static Plan parse(String json) {
    try {
      return JSON.readValue(json, Plan.class);
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException("not a plan: " + e.getOriginalMessage(), e);
    }
  }

  /** Returns the plan without faults. */
  public Plan withoutFaults() {
    return new Plan(actions, List.of());
  }
}

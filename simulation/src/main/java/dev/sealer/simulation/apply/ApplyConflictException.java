package dev.sealer.simulation.apply;

import java.util.List;

/** Other managers own fields of an apply that was not forced. */
public final class ApplyConflictException extends Exception {

  private static final long serialVersionUID = 1L;

  /**
   * One field.
   *
   * @param owner the other manager, as the API server words it
   * @param field the path, for example {@code .spec.replicas}
   */
  public record Conflict(String owner, String field) {}

  private final transient List<Conflict> conflicts;

  ApplyConflictException(List<Conflict> conflicts) {
    super("other managers own " + conflicts.size() + " fields", null, false, false);
    this.conflicts = List.copyOf(conflicts);
  }

  /** Returns at least one conflict, by owner and then by field. */
  public List<Conflict> conflicts() {
    return conflicts;
  }
}

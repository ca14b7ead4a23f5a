package dev.sealer.sync.plan;

import dev.sealer.sync.health.Health;
import dev.sealer.sync.manifest.ResourceId;
import java.util.List;
import java.util.Optional;

/**
 * One object, as Git wants it and as it is.
 *
 * @param version the API version it is spoken of in
 * @param desired empty when Git does not have it
 * @param live empty when the cluster does not have it
 * @param code whether they agree
 * @param differences JSON pointers at which they do not; never values
 * @param authors who made the differences, one line; empty when there are none
 * @param problem why it could not be compared; empty when it was
 */
public record Compared(
    ResourceId id,
    String version,
    Optional<Desired> desired,
    Optional<LiveFacts> live,
    SyncCode code,
    List<String> differences,
    String authors,
    String problem) {

  public Compared {
    differences = List.copyOf(differences);
  }

  /** Wanted and not there. */
  public static Compared missing(Desired desired) {
    return new Compared(
        desired.id(),
        desired.version(),
        Optional.of(desired),
        Optional.empty(),
        SyncCode.OUT_OF_SYNC,
        List.of(),
        "",
        "");
  }

  /** Wanted and there. */
  public static Compared both(
      Desired desired, LiveFacts live, List<String> differences, String authors) {
    return new Compared(
        desired.id(),
        desired.version(),
        Optional.of(desired),
        Optional.of(live),
        differences.isEmpty() ? SyncCode.SYNCED : SyncCode.OUT_OF_SYNC,
        differences,
        authors,
        "");
  }

  /** There and no longer wanted. */
  public static Compared extra(ResourceId id, String version, LiveFacts live) {
    return new Compared(
        id, version, Optional.empty(), Optional.of(live), SyncCode.OUT_OF_SYNC, List.of(), "", "");
  }

  /**
   * An object of which only some metadata is stated: it is neither applied nor deleted as others
   * are.
   */
  public static Compared ofMetadata(ResourceId id, String version, List<String> differences) {
    return new Compared(
        id, version, Optional.empty(), Optional.empty(), SyncCode.OUT_OF_SYNC, differences, "", "");
  }

  /** An object of which only some metadata is stated, and it cannot be told how it is. */
  public static Compared unreadableMetadata(ResourceId id, String version, String problem) {
    return new Compared(
        id, version, Optional.empty(), Optional.empty(), SyncCode.UNKNOWN, List.of(), "", problem);
  }

  /** Wanted, and it cannot be told how it is. */
  public static Compared unknown(Desired desired, Optional<LiveFacts> live, String problem) {
    return new Compared(
        desired.id(),
        desired.version(),
        Optional.of(desired),
        live,
        SyncCode.UNKNOWN,
        List.of(),
        "",
        problem);
  }

  /**
   * Returns the comparison without authors: nobody in the cluster made the changes that come from
   * Git or from a first sync.
   */
  public Compared withoutAuthors() {
    return new Compared(id, version, desired, live, code, differences, "", problem);
  }

  /** Returns the same with a health that does not count. */
  public Compared withoutHealth() {
    return new Compared(
        id,
        version,
        desired,
        live.map(LiveFacts::withoutHealth),
        code,
        differences,
        authors,
        problem);
  }

  /** Returns whether the object exists and is marked as of another Application, or of none. */
  public boolean isTakenOver() {
    return desired.isPresent()
        && desired.get().marks().stream()
            .anyMatch(mark ->
                differences.stream()
                    .anyMatch(
                        different -> mark.equals(different) || mark.startsWith(different + "/")));
  }

  /** Returns whether the object exists and is no longer desired. */
  public boolean requiresPruning() {
    return desired.isEmpty() && live.isPresent();
  }

  /** Its health: missing when it is not there; empty for a kind without a rule. */
  public Optional<Health> health() {
    return live.isPresent() ? live.get().health() : desired.map(_ -> Health.missing());
  }
}

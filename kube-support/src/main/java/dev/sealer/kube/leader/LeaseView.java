package dev.sealer.kube.leader;

import com.fasterxml.jackson.databind.JsonNode;

/**
 * The content of a Lease.
 *
 * @param holder empty when nobody holds it
 * @param durationSeconds how long a holder may be silent
 * @param renewed the holder's own clock, only compared for change
 * @param acquired when the holder took it, by its own clock
 * @param transitions how often the holder changed
 * @param wantedBy a replica that asks the holder for it; empty if none does
 * @param resourceVersion of the Lease
 */
record LeaseView(
    String holder,
    int durationSeconds,
    String renewed,
    String acquired,
    int transitions,
    String wantedBy,
    String resourceVersion) {

  /** The annotation with the identity of a replica that asks for the Lease. */
  static final String WANTED_BY = "sealer.dev/wanted-by";

  private static final int DEFAULT_SECONDS = 15;

  static LeaseView of(JsonNode lease) {
    JsonNode spec = lease.path("spec");
    return new LeaseView(
        spec.path("holderIdentity").asText(""),
        spec.path("leaseDurationSeconds").asInt(DEFAULT_SECONDS),
        spec.path("renewTime").asText(""),
        spec.path("acquireTime").asText(""),
        spec.path("leaseTransitions").asInt(),
        lease.path("metadata").path("annotations").path(WANTED_BY).asText(),
        lease.path("metadata").path("resourceVersion").asText());
  }

  /** Returns whether a replica other than {@code identity} asks for it. */
  boolean isWantedByOther(String identity) {
    return !wantedBy.isEmpty() && !wantedBy.equals(identity);
  }

  /** Returns whether the holder has renewed since {@code before}. */
  boolean sameSignAs(LeaseView before) {
    return holder.equals(before.holder) && renewed.equals(before.renewed);
  }
}

package dev.sealer.externalsecrets.simulation;

import com.fasterxml.jackson.databind.JsonNode;
import dev.sealer.kube.ResourceType;
import dev.sealer.simulation.oracle.Oracle;
import dev.sealer.simulation.world.SimulatedWorld;
import dev.sealer.simulation.world.TracedWrite;

/**
 * An ExternalSecret with deletionPolicy Delete is there for as long as the Secret that it controls.
 * The garbage collector would delete the Secret, too, but only some time later.
 */
final class SecretsGoFirst extends Oracle {

  private final SimulatedWorld world;

  SecretsGoFirst(SimulatedWorld world) {
    this.world = world;
  }

  @Override
  public void stored(TracedWrite write) {
    JsonNode before = write.stored().before();
    if (!write.isOf("externalsecrets") || before == null || write.stored().after() != null) {
      return;
    }
    WantedSpec wanted = WantedSpec.of(before);
    boolean guarded = !before.path("metadata").path("finalizers").isEmpty();
    if (guarded && wanted.deletion().equals("Delete") && hasSecret(wanted)) {
      found(write + " lets the ExternalSecret go before its Secret");
    }
  }

  private boolean hasSecret(WantedSpec wanted) {
    return world
        .server()
        .get(ResourceType.SECRET, ClusterActs.inTeam(wanted.target()))
        .map(ExpectedState::controller)
        .filter(owner -> owner.path("uid").asText().equals(wanted.uid()))
        .isPresent();
  }
}

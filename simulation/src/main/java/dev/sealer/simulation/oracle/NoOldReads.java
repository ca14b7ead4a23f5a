package dev.sealer.simulation.oracle;

import dev.sealer.simulation.world.Call;
import java.util.Set;

/**
 * No controller reads or lists with {@code resourceVersion=0}, which may return a state from before
 * the API server's own cache was filled.
 */
public final class NoOldReads extends Oracle {

  private final Set<String> controllers;

  /** Watches the calls of {@code controllers}. */
  public NoOldReads(Set<String> controllers) {
    this.controllers = Set.copyOf(controllers);
  }

  @Override
  public void sent(Call call) {
    if (controllers.contains(call.process())
        && "0".equals(call.request().query().get("resourceVersion"))) {
      found(call.process() + " accepts an old state in " + call.request());
    }
  }
}

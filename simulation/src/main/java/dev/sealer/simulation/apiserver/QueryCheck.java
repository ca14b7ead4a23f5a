package dev.sealer.simulation.apiserver;

import dev.sealer.kube.client.ApiRequest;
import dev.sealer.simulation.failure.Failures;
import java.util.Set;
import java.util.TreeSet;

/** Refuses parameters that are not simulated, instead of ignoring them. */
final class QueryCheck {

  private QueryCheck() {}

  /**
   * Checks that a request has no other parameters.
   *
   * @throws dev.sealer.simulation.failure.ApiFailure 501 that names the others
   */
  static void only(ApiRequest request, String... known) {
    Set<String> others = new TreeSet<>(request.query().keySet());
    others.removeAll(Set.of(known));
    if (!others.isEmpty()) {
      throw Failures.notSimulated(request.method() + " with the parameters " + others);
    }
  }

  /** Returns whether a request is a dry run. */
  static boolean isDryRun(ApiRequest request) {
    String dryRun = request.query().get("dryRun");
    if (dryRun == null) {
      return false;
    }
    if (!dryRun.equals("All")) {
      throw Failures.notSimulated("dryRun=" + dryRun);
    }
    return true;
  }

  /** Returns the field manager, which the real server would otherwise guess. */
  static String manager(ApiRequest request) {
    String manager = request.query().get("fieldManager");
    if (manager == null || manager.isEmpty()) {
      throw Failures.notSimulated(request.method() + " without a fieldManager");
    }
    return manager;
  }
}

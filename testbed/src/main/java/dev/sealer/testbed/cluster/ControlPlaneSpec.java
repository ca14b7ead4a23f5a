package dev.sealer.testbed.cluster;

import java.nio.file.Path;
import java.util.List;

/**
 * The control plane to start.
 *
 * @param folder where its certificates, data and logs go; made if need be, to be used by this
 *     control plane alone
 * @param nodes whether built-in controllers, a scheduler and a simulated node run too; without them
 *     nothing collects garbage, finishes a namespace's deletion or starts a pod
 * @param apiServerFlags further flags for the API server, such as {@code --event-ttl=1m}
 */
public record ControlPlaneSpec(Path folder, boolean nodes, List<String> apiServerFlags) {
  /** Copies the flags. */
  public ControlPlaneSpec {
    folder = folder.toAbsolutePath();
    apiServerFlags = List.copyOf(apiServerFlags);
  }

  /** Only etcd and the API server. */
  public static ControlPlaneSpec apiServerOnly(Path folder) {
    return new ControlPlaneSpec(folder, false, List.of());
  }

  /** With controllers, scheduler and a simulated node. */
  public static ControlPlaneSpec withNodes(Path folder) {
    return new ControlPlaneSpec(folder, true, List.of());
  }
}

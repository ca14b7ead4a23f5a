package dev.sealer.cli.cluster;

import dev.sealer.cli.io.Console;
import java.util.function.Function;

/** Opens the way to a controller in a cluster; found as a service. */
public interface ControllerClientProvider {
  /**
   * Calls the controller behind a service, and closes the connection afterwards.
   *
   * @param namespace of the service
   * @param service its name
   */
  <T> T open(
      ConnectionFlags connection,
      Console console,
      String namespace,
      String service,
      Function<ControllerClient, T> use);
}

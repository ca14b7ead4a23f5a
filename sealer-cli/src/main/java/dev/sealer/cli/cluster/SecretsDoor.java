package dev.sealer.cli.cluster;

import dev.sealer.cli.io.Console;
import dev.sealer.cli.kubeconfig.Connection;
import java.util.function.Function;

/** Opens the way to the Secrets of a cluster; found as a service. */
public interface SecretsDoor {

  /** Uses the Secrets, and closes the connection afterwards. */
  <T> T open(Connection connection, Console console, Function<ClusterSecrets, T> use);
}

package dev.sealer.cli.cluster;

import dev.sealer.cli.io.Console;
import java.util.function.Function;

/** Opens the way to the Secrets of a cluster; found as a service. */
public interface SecretsClientProvider {

  /** Uses the Secrets, and closes the connection afterwards. */
  <T> T open(ConnectionFlags connection, Console console, Function<ClusterSecrets, T> use);
}

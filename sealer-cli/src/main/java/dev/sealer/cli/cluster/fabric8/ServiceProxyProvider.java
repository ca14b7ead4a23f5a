package dev.sealer.cli.cluster.fabric8;

import dev.sealer.cli.cluster.ConnectionFlags;
import dev.sealer.cli.cluster.ControllerClient;
import dev.sealer.cli.cluster.ControllerClientProvider;
import dev.sealer.cli.io.CommandFailure;
import dev.sealer.cli.io.Console;
import java.util.Map;
import java.util.function.Function;

/** The way through the API server's service proxy. */
public final class ServiceProxyProvider implements ControllerClientProvider {
  /**
   * The variable with the token that a controller with {@code --api-access=token} asks for. The
   * proxy strips {@code Authorization}, so it goes in a header of its own.
   */
  static final String TOKEN_VARIABLE = "SEALER_CONTROLLER_TOKEN";

  private static final String TOKEN_HEADER = "X-Sealer-Token";

  @Override
  public <T> T open(
      ConnectionFlags connection,
      Console console,
      String namespace,
      String service,
      Function<ControllerClient, T> use) {
    String token = console.environment().getOrDefault(TOKEN_VARIABLE, "").strip();
    // The HTTP client would quote one that does not fit into a header.
    if (!token.chars().allMatch(c -> c > ' ' && c <= '~')) {
      throw new CommandFailure(
          "invalid "
              + TOKEN_VARIABLE
              + ": contains spaces or non-ASCII characters; set it to the bare token");
    }
    Map<String, String> headers = token.isEmpty() ? Map.of() : Map.of(TOKEN_HEADER, token);
    try (ClusterApi api = ClusterApi.open(connection, console, headers)) {
      return use.apply(new ServiceProxy(api, namespace, service));
    }
  }
}

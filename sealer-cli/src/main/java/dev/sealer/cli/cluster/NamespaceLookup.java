package dev.sealer.cli.cluster;

import dev.sealer.cli.io.CommandFailure;
import dev.sealer.cli.io.FileText;
import dev.sealer.cli.manifest.RequestedNamespace;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/** The namespace to seal for: asked for, of the pod we run in, or of the kubeconfig. */
public final class NamespaceLookup {
  private static final String POD = "/var/run/secrets/kubernetes.io/serviceaccount/namespace";

  private final ConnectionFlags connection;
  private final Map<String, String> environment;

  /** Looks with these flags in this environment. */
  public NamespaceLookup(ConnectionFlags connection, Map<String, String> environment) {
    this.connection = connection;
    this.environment = environment;
  }

  /**
   * Returns the namespace.
   *
   * @throws CommandFailure when the kubeconfig cannot be used or there is none
   */
  public RequestedNamespace find() {
    if (!connection.namespace().isEmpty()) {
      return new RequestedNamespace(connection.namespace(), true);
    }
    ClientKubeconfig kubeconfig = ClientKubeconfig.load(connection, environment);
    if (!kubeconfig.isEmpty()) {
      return new RequestedNamespace(kubeconfig.namespace(), false);
    }
    if (!environment.containsKey("KUBERNETES_SERVICE_HOST") || !Files.exists(Path.of(POD))) {
      throw new CommandFailure(ClientKubeconfig.NONE);
    }
    String pod = environment.getOrDefault("POD_NAMESPACE", "");
    return new RequestedNamespace(
        pod.isEmpty() ? new String(FileText.read(POD), StandardCharsets.UTF_8).strip() : pod, true);
  }

  /** Returns the same, with an empty name where no namespace can be found. */
  public RequestedNamespace findIfAny() {
    try {
      return find();
    } catch (CommandFailure e) {
      // As kubeseal: sealing then says that the Secret must declare one, if it does not.
      return new RequestedNamespace("", false);
    }
  }
}

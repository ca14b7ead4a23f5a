package dev.sealer.cli.kubeconfig;

import dev.sealer.cli.failure.CommandFailure;
import dev.sealer.cli.io.FileText;
import dev.sealer.cli.seal.Namespace;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/** The namespace to seal for: asked for, of the pod we run in, or of the kubeconfig. */
public final class NamespaceLookup {
  private static final String POD = "/var/run/secrets/kubernetes.io/serviceaccount/namespace";

  private final Connection connection;
  private final Map<String, String> environment;

  /** Looks with these flags in this environment. */
  public NamespaceLookup(Connection connection, Map<String, String> environment) {
    this.connection = connection;
    this.environment = environment;
  }

  /**
   * The namespace.
   *
   * @throws CommandFailure when the kubeconfig cannot be used or there is none
   */
  public Namespace find() {
    if (!connection.namespace().isEmpty()) {
      return new Namespace(connection.namespace(), true);
    }
    Kubeconfig kubeconfig = Kubeconfig.load(connection, environment);
    if (!kubeconfig.isEmpty()) {
      return new Namespace(kubeconfig.namespace(), false);
    }
    if (!environment.containsKey("KUBERNETES_SERVICE_HOST") || !Files.exists(Path.of(POD))) {
      throw new CommandFailure(Kubeconfig.NONE);
    }
    String pod = environment.getOrDefault("POD_NAMESPACE", "");
    return new Namespace(
        pod.isEmpty() ? new String(FileText.read(POD), StandardCharsets.UTF_8).strip() : pod, true);
  }

  /** The same, with an empty name where no namespace can be found. */
  public Namespace findIfAny() {
    try {
      return find();
    } catch (CommandFailure e) {
      // As the peer: sealing then says that the Secret must declare one, if it does not.
      return new Namespace("", false);
    }
  }
}

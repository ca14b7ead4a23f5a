package dev.sealer.e2e;

import dev.sealer.e2e.stage.Installation;
import dev.sealer.e2e.stage.Observed;
import dev.sealer.e2e.stage.OperatorProcess;
import dev.sealer.e2e.stage.ProjectFiles;
import dev.sealer.testbed.cluster.ControlPlane;
import dev.sealer.testbed.cluster.ControlPlaneSpec;
import dev.sealer.testbed.cluster.HostService;
import dev.sealer.testbed.process.CommandOutcome;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A cluster in which a reader follows a migration page. The Pods of its simulated node run nothing,
 * so an operator on this machine does the work of an installed Deployment.
 */
final class ReaderCluster implements AutoCloseable {

  private final ProjectFiles files = ProjectFiles.find();
  private final Path folder;
  private final ControlPlane plane;
  private Optional<OperatorProcess> operator = Optional.empty();

  private ReaderCluster(Path folder, ControlPlane plane) {
    this.folder = folder;
    this.plane = plane;
  }

  /** Starts an empty cluster; {@code folder} is for everything but the control plane. */
  static ReaderCluster start(Path folder, Path planeFolder) {
    return new ReaderCluster(folder, ControlPlane.start(ControlPlaneSpec.withNodes(planeFolder)));
  }

  ControlPlane plane() {
    return plane;
  }

  ProjectFiles files() {
    return files;
  }

  Observed observed(String namespace) {
    return new Observed(plane.client(), namespace);
  }

  /** Creates the folder that the reader works in: a checkout of the project, as far as needed. */
  Path desk(String name) {
    try {
      Path desk = Files.createDirectory(folder.resolve(name));
      for (String part : List.of("docs", "crds", "operator")) {
        Files.createSymbolicLink(desk.resolve(part), files.root().resolve(part));
      }
      return desk;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Opens a terminal at a desk. */
  Terminal terminal(Path desk) {
    return Terminal.open(
        desk,
        Map.of(
            "KUBECONFIG", plane.kubeconfig().toString(),
            "XDG_STATE_HOME", desk.resolve("state").toString()),
        files.root());
  }

  /**
   * Starts the operator that the manifests installed.
   *
   * @param namespace that the manifests install into
   * @param controllers the flag's value
   */
  void startOperator(String namespace, String controllers) {
    Path kubeconfig =
        plane.writeKubeconfigFor(
            namespace, Installation.SERVICE_ACCOUNT, folder.resolve(controllers + ".kubeconfig"));
    String host = HostService.address().map(InetAddress::getHostAddress).orElse("127.0.0.1");
    OperatorProcess started =
        OperatorProcess.start(
            new OperatorProcess.Settings(
                files,
                kubeconfig,
                namespace,
                folder,
                Map.of(),
                host,
                List.of("--controllers=" + controllers)));
    operator = Optional.of(started);
  }

  /** Lets the API server's service proxy reach the operator. */
  void publishOperator(String namespace) {
    HostService.publish(
        plane.client(),
        namespace,
        "sealed-secrets-controller",
        "http",
        operator.orElseThrow().api().getPort());
  }

  void stopOperator() {
    operator.ifPresent(OperatorProcess::close);
    operator = Optional.empty();
  }

  /** Runs kubectl with manifests on its standard input. */
  CommandOutcome kubectl(Path desk, String manifests, String arguments) {
    try {
      Files.writeString(desk.resolve("input.yaml"), manifests);
      CommandOutcome outcome = terminal(desk).run("kubectl " + arguments + " -f input.yaml");
      Files.delete(desk.resolve("input.yaml"));
      return outcome.orThrow();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void close() {
    stopOperator();
    plane.close();
  }
}

package dev.sealer.testbed.node;

import dev.sealer.testbed.credentials.Kubeconfig;
import dev.sealer.testbed.process.ChildCommand;
import dev.sealer.testbed.process.Command;
import dev.sealer.testbed.process.LoggedProcess;
import dev.sealer.testbed.tools.Tool;
import dev.sealer.testbed.tools.ToolBinaries;
import dev.sealer.testbed.tools.ToolResult;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * A node whose pods really run: containerd with runc, and a kubelet, all as root in the network of
 * their control plane. Images come from archives, never from a registry.
 */
public final class RealNode implements AutoCloseable {
  /** Where Debian and most others have the CNI plug-ins. */
  private static final List<Path> CNI_FOLDERS =
      List.of(Path.of("/usr/lib/cni"), Path.of("/opt/cni/bin"));

  private static final Duration PATIENCE = Duration.ofSeconds(90);
  private static final String NAMESPACE = "k8s.io";

  private final NodeNetwork network;
  private final NodeFiles files;
  private final Leftovers leftovers = Leftovers.ofThisMachine();
  private final LoggedProcess containerd;
  private LoggedProcess kubelet;

  private RealNode(NodeNetwork network, NodeFiles files) {
    this.network = network;
    this.files = files;
    this.containerd = startContainerd();
    importImage(BusyboxImage.write(files.folder()), BusyboxImage.PAUSE);
    importImage(BusyboxImage.write(files.folder()), BusyboxImage.NAME);
    this.kubelet = startKubelet();
  }

  /** Returns the reasons why this machine cannot run a real node, each with a remedy. */
  public static List<String> missing() {
    return Stream.concat(
            Stream.of(
                    ToolBinaries.onPath("runc", "install runc"),
                    ToolBinaries.onPath("busybox", "install busybox-static"),
                    ToolBinaries.onPath("nsenter", "install util-linux"),
                    ToolBinaries.onPath("ip", "install iproute2"))
                .filter(ToolResult.Missing.class::isInstance)
                .map(ToolResult.Missing.class::cast)
                .map(ToolResult.Missing::explain),
            Stream.of(
                    System.getProperty("user.name").equals("root") ? "" : "not root; run as root",
                    cni().isEmpty() ? "no CNI plug-ins; install containernetworking-plugins" : "",
                    Files.isDirectory(Path.of("/sys/fs/cgroup"))
                        ? ""
                        : "no control groups; mount them")
                .filter(reason -> !reason.isEmpty()))
        .toList();
  }

  /**
   * Starts a node and returns once pods can run on it.
   *
   * @param folder for its files and logs; made if need be, and below it nothing is left mounted
   * @param token the kubelet's, of the user {@code system:node:NAME}
   */
  public static RealNode start(
      NodeNetwork network, Path folder, String caPem, String token, KubernetesClient client) {
    NodeFiles files = NodeFiles.write(folder, cni().orElseThrow());
    Kubeconfig.write(
        files.kubeconfig(),
        "https://" + NodeNetwork.NODE + ":" + NodeNetwork.API_SERVER_PORT,
        caPem,
        token);
    RealNode node = new RealNode(network, files);
    client
        .nodes()
        .withName(NodeNetwork.NODE_NAME)
        .waitUntilCondition(
            live ->
                live != null
                    && live.getSpec().getTaints().isEmpty()
                    && live.getStatus().getConditions().stream()
                        .anyMatch(c -> c.getType().equals("Ready") && c.getStatus().equals("True")),
            PATIENCE.toSeconds(),
            TimeUnit.SECONDS);
    return node;
  }

  private static Optional<Path> cni() {
    return CNI_FOLDERS.stream()
        .filter(folder -> Files.isExecutable(folder.resolve("bridge")))
        .findFirst();
  }

  /** Gives the node an image: an OCI archive, under a name that pods use with pull policy Never. */
  public void importImage(Path archive, String name) {
    Command.of(ctr("images", "import", "--index-name", name, archive.toAbsolutePath().toString()))
        .run()
        .orThrow();
  }

  /** Ends the kubelet by SIGKILL; containers go on to run. */
  public void killKubelet() {
    kubelet.kill();
  }

  /** Starts the kubelet again. */
  public void restartKubelet() {
    kubelet = startKubelet();
  }

  /** Ends all processes of the containers whose image has this name by SIGKILL. */
  public void killContainers(String image) {
    for (String line :
        Command.of(ctr("containers", "list")).run().orThrow().stdout().lines().toList()) {
      String[] column = line.strip().split("\\s+", -1);
      if (column.length > 1 && column[1].contains(image)) {
        Command.of(ctr("tasks", "kill", "--signal", "SIGKILL", column[0])).run();
      }
    }
  }

  private List<String> ctr(String... words) {
    String program = program(Tool.CTR).toString();
    return Stream.concat(
            Stream.of(program, "--address", files.socket().toString(), "--namespace", NAMESPACE),
            Stream.of(words))
        .toList();
  }

  private LoggedProcess startContainerd() {
    Path program = program(Tool.CONTAINERD);
    // The shim is looked for on the PATH.
    String path = program.getParent() + ":" + System.getenv("PATH");
    LoggedProcess process =
        LoggedProcess.start(
            new ChildCommand(
                "containerd",
                network.command(
                    List.of(program.toString(), "--config", files.containerdConfig().toString())),
                Map.of("PATH", path),
                files.log("containerd")));
    process.awaitReady(() -> Command.of(ctr("version")).run().exitCode() == 0, PATIENCE);
    return process;
  }

  private LoggedProcess startKubelet() {
    return LoggedProcess.start(
        new ChildCommand(
            "kubelet",
            network.command(
                List.of(
                    program(Tool.KUBELET).toString(),
                    "--config=" + files.kubeletConfig(),
                    "--kubeconfig=" + files.kubeconfig(),
                    "--root-dir=" + files.kubeletRoot(),
                    "--cert-dir=" + files.kubeletRoot().resolve("pki"),
                    "--hostname-override=" + NodeNetwork.NODE_NAME,
                    "--node-ip=" + NodeNetwork.NODE)),
            Map.of(),
            files.log("kubelet")));
  }

  private static Path program(Tool tool) {
    return ToolBinaries.find(tool).path();
  }

  /** Ends the kubelet, all containers and containerd, in this order, and unmounts what is left. */
  @Override
  public void close() {
    kubelet.stop();
    for (String id : Command.of(ctr("tasks", "list", "--quiet")).run().stdout().lines().toList()) {
      Command.of(ctr("tasks", "kill", "--signal", "SIGKILL", id.strip())).run();
      Command.of(ctr("tasks", "delete", "--force", id.strip())).run();
    }
    containerd.stop();
    endShims();
    unmount();
    leftovers.remove();
  }

  /** They outlive containerd and their containers, and are known by its socket. */
  private void endShims() {
    String socket = files.socket().toString();
    ProcessHandle.allProcesses()
        .filter(process ->
            process.info().arguments().stream().flatMap(Arrays::stream).anyMatch(socket::equals))
        .forEach(ProcessHandle::destroyForcibly);
  }

  /** In reverse, so that what is mounted in a mounted folder goes first. */
  private void unmount() {
    String below = files.folder() + "/";
    try {
      List<String> mounts =
          Files.readAllLines(Path.of("/proc/mounts")).stream()
              .map(line -> line.split(" ", -1)[1])
              .filter(place -> place.startsWith(below) || place.startsWith(files.state() + "/"))
              .toList();
      mounts.reversed().forEach(place -> Command.of(List.of("umount", "--lazy", place)).run());
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read /proc/mounts", e);
    }
  }
}

package dev.sealer.testbed.node;

import dev.sealer.testbed.process.Command;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

/**
 * A network namespace for a control plane and its node, joined with this machine by a pair of
 * interfaces. Pods reach the API server and this machine, and this machine reaches pods, without
 * translation of addresses. The addresses are fixed, so there can be one at a time; another build
 * on this machine waits for it.
 */
public final class NodeNetwork implements AutoCloseable {
  /** The name of the node. */
  public static final String NODE_NAME = "sealer-node";

  /** The address of the node and of the API server. */
  public static final String NODE = "10.99.0.2";

  /** The address of this machine, for pods. */
  public static final String MACHINE = "10.99.0.1";

  /**
   * The address of the Service {@code default/kubernetes}, which no kube-proxy has to translate.
   */
  public static final String SERVICE = "10.0.0.1";

  /** The port of the API server and of that Service. */
  public static final int API_SERVER_PORT = 443;

  static final String PODS = "10.88.0.0/24";

  private static final Path LOCK = Path.of("/tmp/sealer-node.lock");

  private final String name;
  private final String machineSide;
  private final FileChannel lock;

  private NodeNetwork(String name, String machineSide, FileChannel lock) {
    this.name = name;
    this.machineSide = machineSide;
    this.lock = lock;
  }

  /**
   * Makes the network.
   *
   * @throws RuntimeException when a step fails, with what {@code ip} said; nothing is left behind
   */
  public static NodeNetwork create() {
    String id = UUID.randomUUID().toString().substring(0, 8);
    NodeNetwork network = new NodeNetwork("sealer-" + id, "sn" + id, lock());
    try {
      network.setUp();
      return network;
    } catch (RuntimeException e) {
      network.close();
      throw e;
    }
  }

  /** Ends with this JVM at the latest. */
  private static FileChannel lock() {
    try {
      FileChannel channel =
          FileChannel.open(LOCK, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
      channel.lock();
      return channel;
    } catch (IOException e) {
      throw new UncheckedIOException("cannot lock " + LOCK, e);
    }
  }

  private void setUp() {
    String nodeSide = machineSide + "n";
    run("ip", "netns", "add", name);
    run("ip", "link", "add", machineSide, "type", "veth", "peer", "name", nodeSide);
    run("ip", "link", "set", nodeSide, "netns", name);
    run("ip", "addr", "add", MACHINE + "/30", "dev", machineSide);
    run("ip", "link", "set", machineSide, "up");
    inside("ip", "addr", "add", NODE + "/30", "dev", nodeSide);
    inside("ip", "addr", "add", SERVICE + "/32", "dev", "lo");
    inside("ip", "link", "set", "lo", "up");
    inside("ip", "link", "set", nodeSide, "up");
    inside("ip", "route", "add", "default", "via", MACHINE);
    inside("sysctl", "-q", "-w", "net.ipv4.ip_forward=1");
    run("ip", "route", "add", PODS, "via", NODE);
  }

  /**
   * Returns the command, to be run in the network. The process becomes the program. Not by {@code
   * ip netns exec}, which would hide the control groups.
   */
  public List<String> command(List<String> command) {
    List<String> inside = new ArrayList<>(List.of("nsenter", "--net=/run/netns/" + name));
    inside.addAll(command);
    return inside;
  }

  /** Removes the network. Processes that still run in it keep it alive, unreachable. */
  @Override
  public void close() {
    // The route and the other interface go with it.
    Command.of(List.of("ip", "link", "delete", machineSide)).run();
    Command.of(List.of("ip", "netns", "delete", name)).run();
    try {
      lock.close();
    } catch (IOException e) {
      throw new UncheckedIOException("cannot unlock " + LOCK, e);
    }
  }

  private void inside(String... command) {
    Command.of(command(List.of(command))).run().orThrow();
  }

  private static void run(String... command) {
    Command.of(List.of(command)).run().orThrow();
  }
}

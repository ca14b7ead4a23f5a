package dev.sealer.testbed.cluster;

import io.fabric8.kubernetes.api.model.EndpointsBuilder;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodBuilder;
import io.fabric8.kubernetes.api.model.PodIPBuilder;
import io.fabric8.kubernetes.api.model.ServiceBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.io.UncheckedIOException;
import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.NetworkInterface;
import java.net.SocketException;
import java.util.Optional;

/**
 * Lets the API server's service proxy reach a server of this machine. Kubernetes refuses loopback
 * addresses there: such a server listens on {@link #address()}, the one exception to loopback.
 */
public final class HostService {
  private HostService() {}

  /** The machine's first address that is not loopback; empty on a machine without a network. */
  public static Optional<InetAddress> address() {
    try {
      return NetworkInterface.networkInterfaces()
          .flatMap(NetworkInterface::inetAddresses)
          .filter(Inet4Address.class::isInstance)
          .filter(address -> !address.isLoopbackAddress() && !address.isLinkLocalAddress())
          .findFirst();
    } catch (SocketException e) {
      throw new UncheckedIOException("cannot list the machine's addresses", e);
    }
  }

  /**
   * Makes a Service, without selector, whose only endpoint is a server on {@link #address()}. A
   * Service of that name which an earlier test class published is replaced.
   *
   * @param portName name of the service's port; the service's port number is {@code port}, too
   */
  public static void publish(
      KubernetesClient client, String namespace, String name, String portName, int port) {
    String address =
        address()
            .orElseThrow(() -> new IllegalStateException("this machine has no network address"))
            .getHostAddress();
    remove(client, namespace, name);
    client
        .resource(
            new ServiceBuilder()
                .withNewMetadata()
                .withName(name)
                .withNamespace(namespace)
                .endMetadata()
                .withNewSpec()
                .addNewPort()
                .withName(portName)
                .withPort(port)
                .endPort()
                .endSpec()
                .build())
        .create();
    endpoint(client, standIn(client, namespace, name, address), portName, port);
  }

  /** The stand-in is bound to no node: the API server deletes it at once. */
  private static void remove(KubernetesClient client, String namespace, String name) {
    client.services().inNamespace(namespace).withName(name).delete();
    client.endpoints().inNamespace(namespace).withName(name).delete();
    client.pods().inNamespace(namespace).withName(name).withGracePeriod(0).delete();
  }

  /** The service proxy reads Endpoints, not EndpointSlices; with controllers, slices follow. */
  private static void endpoint(KubernetesClient client, Pod standIn, String portName, int port) {
    String namespace = standIn.getMetadata().getNamespace();
    String name = standIn.getMetadata().getName();
    client
        .resource(
            new EndpointsBuilder()
                .withNewMetadata()
                .withName(name)
                .withNamespace(namespace)
                .endMetadata()
                .addNewSubset()
                .addNewAddress()
                .withIp(standIn.getStatus().getPodIP())
                .withNewTargetRef()
                .withKind("Pod")
                .withNamespace(namespace)
                .withName(name)
                .withUid(standIn.getMetadata().getUid())
                .endTargetRef()
                .endAddress()
                .addNewPort()
                .withName(portName)
                .withPort(port)
                .withProtocol("TCP")
                .endPort()
                .endSubset()
                .build())
        .create();
  }

  /**
   * The service proxy goes to addresses of pods only. This pod has the address and never runs: its
   * scheduling gate keeps the scheduler and the simulated node away from it.
   */
  private static Pod standIn(
      KubernetesClient client, String namespace, String name, String address) {
    Pod pod = client.resource(neverScheduled(namespace, name)).create();
    return client
        .resource(pod)
        .editStatus(live ->
            new PodBuilder(live)
                .editOrNewStatus()
                .withPodIP(address)
                .withPodIPs(new PodIPBuilder().withIp(address).build())
                .endStatus()
                .build());
  }

  /** Keeps what the strictest pod security standard asks for: the namespace may enforce it. */
  private static Pod neverScheduled(String namespace, String name) {
    return new PodBuilder()
        .withNewMetadata()
        .withName(name)
        .withNamespace(namespace)
        .endMetadata()
        .withNewSpec()
        .addNewSchedulingGate("sealer.dev/testbed")
        .addNewContainer()
        .withName("host")
        .withImage("registry.example/none:1")
        .withNewSecurityContext()
        .withAllowPrivilegeEscalation(false)
        .withRunAsNonRoot(true)
        .withNewCapabilities()
        .addToDrop("ALL")
        .endCapabilities()
        .withNewSeccompProfile()
        .withType("RuntimeDefault")
        .endSeccompProfile()
        .endSecurityContext()
        .endContainer()
        .endSpec()
        .build();
  }
}

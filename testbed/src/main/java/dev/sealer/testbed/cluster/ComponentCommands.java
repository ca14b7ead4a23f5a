package dev.sealer.testbed.cluster;

import dev.sealer.testbed.node.NodeNetwork;
import dev.sealer.testbed.process.ChildCommand;
import dev.sealer.testbed.process.LoopbackPorts;
import dev.sealer.testbed.tools.ToolBinaries;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** The command line of each process of a control plane. */
final class ComponentCommands {
  /** Memory for processor time: Go's collector runs when the heap is five times what is in use. */
  private static final Map<String, String> ENVIRONMENT = Map.of("GOGC", "400");

  private final ControlPlaneSpec spec;
  private final PlaneFiles files;
  private final PlanePorts ports;

  ComponentCommands(ControlPlaneSpec spec, PlaneFiles files, PlanePorts ports) {
    this.spec = spec;
    this.files = files;
    this.ports = ports;
  }

  ChildCommand of(Component component) {
    List<String> argv = new ArrayList<>();
    argv.add(ToolBinaries.find(component.tool()).path().toString());
    argv.addAll(
        switch (component) {
          case ETCD -> etcd();
          case API_SERVER -> apiServer();
          case CONTROLLER_MANAGER -> controllerManager();
          case SCHEDULER -> scheduler();
          case KWOK -> kwok();
        });
    List<String> command =
        spec.nodes() instanceof ControlPlaneSpec.Nodes.Real(NodeNetwork network)
            ? network.command(argv)
            : argv;
    return new ChildCommand(component.label(), command, ENVIRONMENT, files.log(component));
  }

  private List<String> etcd() {
    String client = ports.etcdUrl();
    String peer = ports.etcdPeerUrl();
    return List.of(
        "--name=testbed",
        "--data-dir=" + files.etcdData(),
        // A crash of the machine may lose test data; a SIGKILL of etcd does not.
        "--unsafe-no-fsync",
        "--listen-client-urls=" + client,
        "--advertise-client-urls=" + client,
        "--listen-peer-urls=" + peer,
        "--initial-advertise-peer-urls=" + peer,
        "--initial-cluster=testbed=" + peer,
        "--client-cert-auth",
        "--trusted-ca-file=" + files.caCertificate(),
        "--cert-file=" + files.etcdCertificate(),
        "--key-file=" + files.etcdKey(),
        "--peer-client-cert-auth",
        "--peer-trusted-ca-file=" + files.caCertificate(),
        "--peer-cert-file=" + files.etcdCertificate(),
        "--peer-key-file=" + files.etcdKey(),
        "--log-level=warn");
  }

  private List<String> apiServer() {
    List<String> flags =
        new ArrayList<>(
            List.of(
                "--secure-port=" + ports.apiServer(),
                "--endpoint-reconciler-type=none",
                "--tls-cert-file=" + files.serverCertificate(),
                "--tls-private-key-file=" + files.serverKey(),
                "--token-auth-file=" + files.tokens(),
                "--etcd-servers=" + ports.etcdUrl(),
                "--etcd-cafile=" + files.caCertificate(),
                "--etcd-certfile=" + files.etcdCertificate(),
                "--etcd-keyfile=" + files.etcdKey(),
                "--service-account-issuer=https://kubernetes.default.svc",
                "--service-account-key-file=" + files.signingPublicKey(),
                "--service-account-signing-key-file=" + files.signingKey(),
                "--service-cluster-ip-range=10.0.0.0/16",
                "--allow-privileged=true",
                "--max-requests-inflight=2000",
                "--max-mutating-requests-inflight=1000"));
    flags.addAll(
        List.of(
            "--audit-policy-file=" + files.auditPolicy(),
            "--audit-log-path=" + files.auditLog(),
            "--audit-log-mode=blocking",
            "--profiling=false"));
    flags.addAll(spec.nodes() instanceof ControlPlaneSpec.Nodes.Real ? withKubelet() : alone());
    flags.addAll(spec.apiServerFlags());
    return flags;
  }

  private static List<String> alone() {
    return List.of(
        "--bind-address=" + LoopbackPorts.HOST,
        "--advertise-address=" + LoopbackPorts.HOST,
        "--authorization-mode=RBAC",
        "--disable-admission-plugins=ServiceAccount");
  }

  /** All addresses are those of a network of its own. */
  private static List<String> withKubelet() {
    return List.of(
        "--bind-address=0.0.0.0",
        "--advertise-address=" + NodeNetwork.NODE,
        "--authorization-mode=Node,RBAC",
        "--enable-admission-plugins=NodeRestriction",
        "--kubelet-preferred-address-types=InternalIP");
  }

  private List<String> controllerManager() {
    return List.of(
        "--kubeconfig=" + files.kubeconfig(Component.CONTROLLER_MANAGER),
        "--use-service-account-credentials=true",
        "--service-account-private-key-file=" + files.signingKey(),
        "--root-ca-file=" + files.caCertificate(),
        "--leader-elect=false",
        "--secure-port=0",
        "--kube-api-qps=500",
        "--kube-api-burst=1000",
        "--namespace-sync-period=1m");
  }

  private List<String> scheduler() {
    return List.of(
        "--kubeconfig=" + files.kubeconfig(Component.SCHEDULER),
        "--authentication-skip-lookup=true",
        "--leader-elect=false",
        "--secure-port=0",
        "--kube-api-qps=500",
        "--kube-api-burst=1000");
  }

  private List<String> kwok() {
    return List.of(
        "--kubeconfig=" + files.kubeconfig(Component.KWOK),
        "--config=" + files.kwokStages(),
        "--manage-all-nodes=true",
        "--node-lease-duration-seconds=40",
        "--cidr=10.244.0.0/16",
        "--node-ip=" + LoopbackPorts.HOST,
        "--server-address=" + LoopbackPorts.HOST + ":" + ports.kwok());
  }
}

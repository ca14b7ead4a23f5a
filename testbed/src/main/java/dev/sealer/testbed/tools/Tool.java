package dev.sealer.testbed.tools;

/** A program that the tests or the quickstart run as a child process. */
public enum Tool {
  /** The store below the API server. */
  ETCD(ToolModule.CONTROL_PLANE, "server", "etcd"),
  /** The Kubernetes API server. */
  KUBE_APISERVER(ToolModule.CONTROL_PLANE, "kube-apiserver"),
  /** Namespace deletion, garbage collection, workloads. */
  KUBE_CONTROLLER_MANAGER(ToolModule.CONTROL_PLANE, "kube-controller-manager"),
  /** Puts pods on nodes. */
  KUBE_SCHEDULER(ToolModule.CONTROL_PLANE, "kube-scheduler"),
  /** The Kubernetes command line. */
  KUBECTL(ToolModule.KUBECTL, "kubectl"),
  /** Stands for the nodes and their kubelets. */
  KWOK(ToolModule.KWOK, "kwok"),
  /** The kustomize command line. */
  KUSTOMIZE(ToolModule.KUSTOMIZE, "kustomize"),
  /** The Helm command line. */
  HELM(ToolModule.HELM, "helm"),
  /** The command line of Sealed Secrets. */
  KUBESEAL(ToolModule.SEALED_SECRETS, "kubeseal"),
  /** The Sealed Secrets controller. */
  SEALED_SECRETS_CONTROLLER(ToolModule.SEALED_SECRETS, "controller"),
  /** File encryption to recipients. */
  AGE(ToolModule.AGE, "age"),
  /** Makes age key pairs. */
  AGE_KEYGEN(ToolModule.AGE, "age-keygen"),
  /** Runs the containers of a real node; its shim is next to it. */
  CONTAINERD(ToolModule.CONTAINERD, "containerd"),
  /** The command line of containerd. */
  CTR(ToolModule.CONTAINERD, "ctr"),
  /** Starts the Pods of a real node. */
  KUBELET(ToolModule.KUBELET, "kubelet");

  private final ToolModule module;
  private final String builtName;
  private final String commonName;

  Tool(ToolModule module, String builtName) {
    this(module, builtName, builtName);
  }

  Tool(ToolModule module, String builtName, String commonName) {
    this.module = module;
    this.builtName = builtName;
    this.commonName = commonName;
  }

  ToolModule module() {
    return module;
  }

  /** The file name that {@code go build} gives the program. */
  String builtName() {
    return builtName;
  }

  /** The name people know the program by. */
  public String commonName() {
    return commonName;
  }
}

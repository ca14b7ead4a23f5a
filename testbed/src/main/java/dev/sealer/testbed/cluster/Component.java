package dev.sealer.testbed.cluster;

import dev.sealer.testbed.tools.Tool;
import java.util.List;

/** The processes of a control plane, in the order they are started. */
public enum Component {
  /** The store. */
  ETCD("etcd", Tool.ETCD),
  /** The API server. */
  API_SERVER("kube-apiserver", Tool.KUBE_APISERVER),
  /** Controllers of the built-in kinds: namespaces, garbage collection, workloads. */
  CONTROLLER_MANAGER("kube-controller-manager", Tool.KUBE_CONTROLLER_MANAGER),
  /** Puts pods on the node. */
  SCHEDULER("kube-scheduler", Tool.KUBE_SCHEDULER),
  /** Stands for the node: its pods become ready and its Jobs' pods succeed at once. */
  KWOK("kwok", Tool.KWOK);

  private final String label;
  private final Tool tool;

  Component(String label, Tool tool) {
    this.label = label;
    this.tool = tool;
  }

  String label() {
    return label;
  }

  Tool tool() {
    return tool;
  }

  static List<Component> of(ControlPlaneSpec.Nodes nodes) {
    return switch (nodes) {
      case ControlPlaneSpec.Nodes.None _ -> List.of(ETCD, API_SERVER);
      case ControlPlaneSpec.Nodes.Real _ ->
          List.of(ETCD, API_SERVER, CONTROLLER_MANAGER, SCHEDULER);
      case ControlPlaneSpec.Nodes.Simulated _ -> List.of(values());
    };
  }
}

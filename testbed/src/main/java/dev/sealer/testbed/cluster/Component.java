package dev.sealer.testbed.cluster;

import dev.sealer.testbed.tools.Tool;
import java.util.List;

/** The processes of a control plane, in the order they are started. */
public enum Component {
  /** The store. */
  ETCD("etcd", Tool.ETCD, false),
  /** The API server. */
  API_SERVER("kube-apiserver", Tool.KUBE_APISERVER, false),
  /** Controllers of the built-in kinds: namespaces, garbage collection, workloads. */
  CONTROLLER_MANAGER("kube-controller-manager", Tool.KUBE_CONTROLLER_MANAGER, true),
  /** Puts pods on the node. */
  SCHEDULER("kube-scheduler", Tool.KUBE_SCHEDULER, true),
  /** Stands for the node: its pods become ready and its Jobs' pods succeed at once. */
  KWOK("kwok", Tool.KWOK, true);

  private final String label;
  private final Tool tool;
  private final boolean nodesOnly;

  Component(String label, Tool tool, boolean nodesOnly) {
    this.label = label;
    this.tool = tool;
    this.nodesOnly = nodesOnly;
  }

  String label() {
    return label;
  }

  Tool tool() {
    return tool;
  }

  static List<Component> of(boolean nodes) {
    return List.of(values()).stream().filter(component -> nodes || !component.nodesOnly).toList();
  }
}

package dev.sealer.testbed.tools;

/** A folder of testbed/tools: a pinned Go module whose tool lines name the programs to build. */
enum ToolModule {
  CONTROL_PLANE("control-plane", "about 5 minutes"),
  KUBECTL("kubectl", "under a minute"),
  KWOK("kwok", "about 2 minutes"),
  KUSTOMIZE("kustomize", "under a minute"),
  HELM("helm", "about 2 minutes"),
  SEALED_SECRETS("sealed-secrets", "about a minute"),
  AGE("age", "under a minute"),
  CONTAINERD("containerd", "about 2 minutes"),
  KUBELET("kubelet", "about 2 minutes");

  private final String folder;
  private final String coldTime;

  ToolModule(String folder, String coldTime) {
    this.folder = folder;
    this.coldTime = coldTime;
  }

  String folder() {
    return folder;
  }

  /** The time that a first build takes on two cores; for the progress line only. */
  String coldTime() {
    return coldTime;
  }
}

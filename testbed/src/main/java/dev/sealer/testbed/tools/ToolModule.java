package dev.sealer.testbed.tools;

/** A folder of testbed/tools: a pinned Go module whose tool lines name the programs to build. */
enum ToolModule {
  ETCD("etcd", "under a minute"),
  KUBERNETES("kubernetes", "about 6 minutes"),
  KUBECTL("kubectl", "about 2 minutes"),
  KWOK("kwok", "about 2 minutes"),
  KUSTOMIZE("kustomize", "under a minute"),
  HELM("helm", "about 2 minutes"),
  SEALED_SECRETS("sealed-secrets", "about a minute"),
  AGE("age", "under a minute");

  private final String folder;
  private final String coldTime;

  ToolModule(String folder, String coldTime) {
    this.folder = folder;
    this.coldTime = coldTime;
  }

  String folder() {
    return folder;
  }

  /** How long a first build takes on two cores; for the progress line only. */
  String coldTime() {
    return coldTime;
  }
}

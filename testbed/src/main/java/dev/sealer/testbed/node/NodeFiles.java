package dev.sealer.testbed.node;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * The folder of a real node: settings, data and logs.
 *
 * @param folder absolute
 * @param state sockets and run-time state of containerd, in a folder whose name is short enough
 */
record NodeFiles(Path folder, Path state) {

  static NodeFiles write(Path folder, Path cniPlugins) {
    try {
      Path absolute = Files.createDirectories(folder.toAbsolutePath());
      NodeFiles files = new NodeFiles(absolute, Files.createTempDirectory("sealer-node-"));
      Files.writeString(files.containerdConfig(), files.containerd(cniPlugins));
      Files.writeString(files.kubeletConfig(), files.kubelet());
      Files.writeString(
          Files.createDirectories(files.cni()).resolve("10-pods.conflist"), files.network());
      return files;
    } catch (IOException e) {
      throw new UncheckedIOException("cannot prepare the node's folder " + folder, e);
    }
  }

  Path socket() {
    return state.resolve("containerd.sock");
  }

  Path containerdConfig() {
    return folder.resolve("containerd.toml");
  }

  Path kubeletConfig() {
    return folder.resolve("kubelet.yaml");
  }

  Path kubeconfig() {
    return folder.resolve("kubelet.kubeconfig.yaml");
  }

  Path kubeletRoot() {
    return folder.resolve("kubelet");
  }

  Path log(String process) {
    return folder.resolve(process + ".log");
  }

  private Path cni() {
    return folder.resolve("cni");
  }

  private String containerd(Path cniPlugins) {
    return """
    version = 3
    root = "%1$s/containerd"
    state = "%2$s/containerd"
    disabled_plugins = ["io.containerd.internal.v1.opt"]
    [grpc]
      address = "%3$s"
    [plugins.'io.containerd.cri.v1.images'.pinned_images]
      sandbox = "%4$s"
    [plugins.'io.containerd.cri.v1.runtime']
      restrict_oom_score_adj = true
      disable_apparmor = true
    [plugins.'io.containerd.cri.v1.runtime'.cni]
      bin_dir = "%5$s"
      conf_dir = "%6$s"
    [plugins.'io.containerd.cri.v1.runtime'.containerd.runtimes.runc]
      runtime_type = "io.containerd.runc.v2"
    [plugins.'io.containerd.cri.v1.runtime'.containerd.runtimes.runc.options]
      SystemdCgroup = false
    """
        .formatted(folder, state, socket(), BusyboxImage.PAUSE, cniPlugins, cni());
  }

  /**
   * Without firewall rules of its own: nothing has to be translated. Pods are looked at often, so
   * that tests do not wait a minute for a changed Secret in a volume.
   */
  private String kubelet() {
    return """
    apiVersion: kubelet.config.k8s.io/v1beta1
    kind: KubeletConfiguration
    address: %s
    containerRuntimeEndpoint: unix://%s
    cgroupDriver: cgroupfs
    failCgroupV1: false
    failSwapOn: false
    enforceNodeAllocatable: []
    syncFrequency: 5s
    makeIPTablesUtilChains: false
    resolvConf: ""
    podLogsDir: %s
    evictionHard: {memory.available: "0%%", nodefs.available: "0%%"}
    imageGCHighThresholdPercent: 100
    authentication: {anonymous: {enabled: true}, webhook: {enabled: false}}
    authorization: {mode: AlwaysAllow}
    """
        .formatted(NodeNetwork.NODE, socket(), folder.resolve("pod-logs"));
  }

  private String network() {
    return """
    {"cniVersion": "1.0.0", "name": "pods", "plugins": [{
      "type": "bridge", "bridge": "pods", "isGateway": true,
      "ipam": {"type": "host-local", "dataDir": "%s", "ranges": [[{"subnet": "%s"}]],
               "routes": [{"dst": "0.0.0.0/0"}]}}]}
    """
        .formatted(folder.resolve("addresses"), NodeNetwork.PODS);
  }
}

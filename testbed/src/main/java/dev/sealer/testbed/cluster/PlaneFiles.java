package dev.sealer.testbed.cluster;

import dev.sealer.testbed.credentials.CertificateAuthority;
import dev.sealer.testbed.credentials.Identity;
import dev.sealer.testbed.credentials.Kubeconfig;
import dev.sealer.testbed.node.NodeNetwork;
import dev.sealer.testbed.process.LoopbackPorts;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/** The folder of one control plane: certificates, identities, kubeconfigs, data and logs. */
final class PlaneFiles {
  private static final List<String> API_SERVER_NAMES =
      List.of(
          LoopbackPorts.HOST,
          NodeNetwork.NODE,
          NodeNetwork.SERVICE,
          "localhost",
          "kubernetes",
          "kubernetes.default",
          "kubernetes.default.svc",
          "kubernetes.default.svc.cluster.local");

  private final Path folder;
  private final CertificateAuthority authority = new CertificateAuthority();
  private final Identity admin = Identity.make("testbed:admin", "system:masters");
  private final Identity controllerManager =
      Identity.make("system:kube-controller-manager", "testbed:components");
  private final Identity scheduler = Identity.make("system:kube-scheduler", "testbed:components");
  private final Identity kwok = Identity.make("testbed:kwok", "system:masters,testbed:components");

  private final Identity kubelet =
      Identity.make("system:node:" + NodeNetwork.NODE_NAME, "system:nodes");

  PlaneFiles(Path folder) {
    this.folder = folder;
    try {
      Files.createDirectories(folder);
      Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwx------"));
      Files.writeString(
          tokens(),
          admin.line()
              + controllerManager.line()
              + scheduler.line()
              + kwok.line()
              + kubelet.line());
      copyResource("audit-policy.yaml", auditPolicy());
      copyResource("kwok-stages.yaml", kwokStages());
    } catch (IOException e) {
      throw new UncheckedIOException("cannot prepare the control plane's folder " + folder, e);
    }
    authority.writeTo(caCertificate());
    authority.issue("etcd", List.of(LoopbackPorts.HOST), etcdCertificate(), etcdKey());
    authority.issue("kube-apiserver", API_SERVER_NAMES, serverCertificate(), serverKey());
    CertificateAuthority.writeSigningKeys(signingKey(), signingPublicKey());
  }

  CertificateAuthority authority() {
    return authority;
  }

  Identity admin() {
    return admin;
  }

  Identity kubelet() {
    return kubelet;
  }

  /** Writes the kubeconfigs of the components, once the API server's address is known. */
  void writeKubeconfigs(String server) {
    Kubeconfig.write(
        kubeconfig(Component.CONTROLLER_MANAGER),
        server,
        authority.pem(),
        controllerManager.token());
    Kubeconfig.write(kubeconfig(Component.SCHEDULER), server, authority.pem(), scheduler.token());
    Kubeconfig.write(kubeconfig(Component.KWOK), server, authority.pem(), kwok.token());
    Kubeconfig.write(adminKubeconfig(), server, authority.pem(), admin.token());
  }

  Path adminKubeconfig() {
    return folder.resolve("kubeconfig.yaml");
  }

  Path kubeconfig(Component component) {
    return folder.resolve(component.label() + ".kubeconfig.yaml");
  }

  Path log(Component component) {
    return folder.resolve(component.label() + ".log");
  }

  Path auditLog() {
    return folder.resolve("audit.log");
  }

  Path etcdData() {
    return folder.resolve("etcd-data");
  }

  /** Removes data and logs that an earlier control plane left in this folder. */
  void deleteOldRun() {
    deleteEtcdData();
    try {
      Files.deleteIfExists(auditLog());
      for (Component component : Component.values()) {
        Files.deleteIfExists(log(component));
      }
    } catch (IOException e) {
      throw new UncheckedIOException("cannot clean the control plane's folder " + folder, e);
    }
  }

  void deleteEtcdData() {
    if (!Files.exists(etcdData())) {
      return;
    }
    try (Stream<Path> files = Files.walk(etcdData())) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(file);
      }
    } catch (IOException e) {
      throw new UncheckedIOException("cannot delete " + etcdData(), e);
    }
  }

  Path tokens() {
    return folder.resolve("tokens.csv");
  }

  Path auditPolicy() {
    return folder.resolve("audit-policy.yaml");
  }

  Path kwokStages() {
    return folder.resolve("kwok-stages.yaml");
  }

  Path caCertificate() {
    return folder.resolve("ca.crt");
  }

  Path etcdCertificate() {
    return folder.resolve("etcd.crt");
  }

  Path etcdKey() {
    return folder.resolve("etcd.key");
  }

  Path serverCertificate() {
    return folder.resolve("apiserver.crt");
  }

  Path serverKey() {
    return folder.resolve("apiserver.key");
  }

  Path signingKey() {
    return folder.resolve("service-accounts.key");
  }

  Path signingPublicKey() {
    return folder.resolve("service-accounts.pub");
  }

  private static void copyResource(String name, Path target) throws IOException {
    try (InputStream in = PlaneFiles.class.getResourceAsStream(name)) {
      if (in == null) {
        throw new IllegalStateException("testbed was packed without " + name);
      }
      Files.write(target, in.readAllBytes());
    }
  }
}

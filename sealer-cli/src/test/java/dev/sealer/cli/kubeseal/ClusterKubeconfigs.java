package dev.sealer.cli.kubeseal;

import dev.sealer.testbed.cluster.ControlPlane;
import io.fabric8.kubernetes.client.Config;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;

/** Kubeconfigs for one cluster, by what they say of the user. */
final class ClusterKubeconfigs {
  private ClusterKubeconfigs() {}

  static void write(ControlPlane plane, Path folder) throws IOException {
    Config admin = plane.adminConfig();
    String token = admin.getOauthToken();
    Files.writeString(folder.resolve("admin"), Files.readString(plane.kubeconfig()));
    Files.writeString(folder.resolve("api-ca.pem"), plane.caPem());
    Files.writeString(folder.resolve("token"), token);
    Path program = folder.resolve("give-token");
    Files.writeString(
        program,
        """
        #!/bin/sh
        echo '{"apiVersion": "client.authentication.k8s.io/v1", "kind": "ExecCredential", "status": {"token": "%s"}}'
        """
            .formatted(token));
    Files.setPosixFilePermissions(program, PosixFilePermissions.fromString("rwx------"));
    write(plane, folder, "without-user", "{}");
    write(plane, folder, "with-token-file", "{tokenFile: " + folder.resolve("token") + "}");
    write(
        plane,
        folder,
        "with-program",
        "{exec: {apiVersion: client.authentication.k8s.io/v1, interactiveMode: Never, command: "
            + program
            + "}}");
  }

  private static void write(ControlPlane plane, Path folder, String name, String user)
      throws IOException {
    Files.writeString(
        folder.resolve(name),
        """
        apiVersion: v1
        kind: Config
        clusters: [{name: c, cluster: {server: "%s", certificate-authority: %s}}]
        contexts: [{name: ctx, context: {cluster: c, user: u}}]
        users: [{name: u, user: %s}, {name: wrong, user: {token: wrong}}]
        current-context: ctx
        """
            .formatted(plane.serverUrl(), folder.resolve("api-ca.pem"), user));
  }
}

package dev.sealer.testbed.credentials;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Base64;

/** Writes kubeconfig files that kubectl, Go clients and fabric8 read alike. */
public final class Kubeconfig {
  private Kubeconfig() {}

  /** Writes the file, readable by its owner only. */
  public static void write(Path file, String server, String caPem, String token) {
    String text =
        """
        apiVersion: v1
        kind: Config
        current-context: sealer-testbed
        clusters:
          - name: sealer-testbed
            cluster:
              server: %s
              certificate-authority-data: %s
        users:
          - name: sealer-testbed
            user:
              token: %s
        contexts:
          - name: sealer-testbed
            context:
              cluster: sealer-testbed
              user: sealer-testbed
              namespace: default
        """
            .formatted(
                server,
                Base64.getEncoder().encodeToString(caPem.getBytes(StandardCharsets.UTF_8)),
                token);
    try {
      Files.writeString(file, text);
      Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
    } catch (IOException e) {
      throw new UncheckedIOException("cannot write " + file, e);
    }
  }
}

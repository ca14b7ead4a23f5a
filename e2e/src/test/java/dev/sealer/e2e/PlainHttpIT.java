package dev.sealer.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sealer.e2e.stage.ProjectFiles;
import dev.sealer.testbed.process.Command;
import dev.sealer.testbed.process.CommandOutcome;
import dev.sealer.testbed.tools.NetworkNamespace;
import dev.sealer.testbed.tools.Prerequisites;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * No client sends a credential over plain HTTP to another machine, unless a flag says so; a
 * Kubernetes client sends none over plain HTTP at all.
 */
final class PlainHttpIT {
  private static final String TABLE =
      """
      Kubernetes client with a token, to this machine: no credential
      Kubernetes client with a token, to another machine: no credential
      Kubernetes client with a password, to this machine: no credential
      Kubernetes client with a password, to another machine: no credential
      sealer keys list, to this machine: no credential
      sealer keys list, to another machine: no credential
      Git, to this machine: credential
      Git, to another machine: no call
      Git, to another machine, with the flag: credential
      AWS Secrets Manager, to this machine: credential
      AWS Secrets Manager, to another machine: no call
      AWS Secrets Manager, to another machine, with the flag: credential
      Amazon ECR, to this machine: credential
      Amazon ECR, to another machine: no call
      Amazon ECR, to another machine, with the flag: credential
      """;

  @TempDir private Path folder = Path.of("");

  @Test
  void credentialsGoToThisMachineOrWhereAFlagSaysSo() {
    Path _ = Prerequisites.require("PlainHttpIT", NetworkNamespace.find());
    String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
    CommandOutcome outcome =
        Command.of(
                NetworkNamespace.command(
                    List.of(
                        java,
                        "-XX:TieredStopAtLevel=1",
                        "-Dlogback.statusListenerClass="
                            + "ch.qos.logback.core.status.NopStatusListener",
                        "-cp",
                        System.getProperty("java.class.path"),
                        PlainHttpClients.class.getName(),
                        NetworkNamespace.OTHER_MACHINE,
                        ProjectFiles.find().sealer().toString())))
            .in(folder)
            .run();

    assertThat(outcome.exitCode()).as(outcome.stderr()).isZero();
    assertThat(outcome.stdout()).isEqualTo(TABLE);
  }
}

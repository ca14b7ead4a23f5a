package dev.sealer.testbed.peers;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sealer.testbed.process.CommandOutcome;
import dev.sealer.testbed.tools.Prerequisites;
import dev.sealer.testbed.tools.Tool;
import dev.sealer.testbed.tools.ToolBinaries;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class PeersIT {
  @ParameterizedTest
  @CsvSource({
    "KUBESEAL,--version",
    "KUSTOMIZE,version",
    "HELM,version",
    "AGE,--version",
    "KUBECTL,version --client"
  })
  void runs(Tool tool, String arguments) {
    Prerequisites.require(PeersIT.class.getName(), ToolBinaries.find(tool));
    CommandOutcome outcome = Peers.command(tool, arguments.split(" ", -1)).run();
    assertThat(outcome.exitCode()).isZero();
    assertThat(outcome.stdout()).isNotBlank();
  }

  @Test
  void kustomizeBuilds(@TempDir Path folder) throws Exception {
    Prerequisites.require(PeersIT.class.getName(), ToolBinaries.find(Tool.KUSTOMIZE));
    Files.writeString(
        folder.resolve("kustomization.yaml"),
        "namePrefix: x-\nconfigMapGenerator: [{name: c, literals: [a=b]}]\n");
    assertThat(Peers.command(Tool.KUSTOMIZE, "build", folder.toString()).run().orThrow().stdout())
        .contains("name: x-c-");
  }

  @Test
  void ageEncryptsToARecipient(@TempDir Path folder) {
    Prerequisites.require(PeersIT.class.getName(), ToolBinaries.find(Tool.AGE));
    String identity = folder.resolve("identity").toString();
    Peers.command(Tool.AGE_KEYGEN, "-o", identity).run().orThrow();
    String recipient = Peers.command(Tool.AGE_KEYGEN, "-y", identity).run().orThrow().stdout();
    String canary = "canary-" + UUID.randomUUID();
    byte[] sealed =
        Peers.command(Tool.AGE, "-r", recipient.strip()).run(canary).orThrow().stdoutBytes();
    assertThat(Peers.command(Tool.AGE, "-d", "-i", identity).run(sealed).orThrow().stdout())
        .isEqualTo(canary);
  }
}

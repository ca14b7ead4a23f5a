package dev.sealer.cli.kubeseal;

import dev.sealer.sealing.keys.SealingKeyPair;
import dev.sealer.testbed.cluster.HostService;
import dev.sealer.testbed.tools.Prerequisites;
import dev.sealer.testbed.tools.Tool;
import dev.sealer.testbed.tools.ToolBinaries;
import java.io.IOException;
import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The same script with the real kubeseal and with ours: same output, exit code, error and files.
 * What differs on purpose stands with the script, and with its reason in
 * docs/compatibility/sealed-secrets.md.
 */
final class KubesealIT {
  private static final String CANARY = "canary-" + UUID.randomUUID();

  @TempDir private static Path room = Path.of("");

  private static LocalWeb web;
  private static LocalWeb elsewhere;
  private static LocalWeb tunnel;
  private static LocalTls tls;
  private static Workplace workplace;

  /** The files of scripts that need no cluster. */
  static final List<String> RESOURCES =
      List.of(
          "seal.yaml",
          "output.yaml",
          "raw.yaml",
          "modes.yaml",
          "environment.yaml",
          "certificates.yaml",
          "merge.yaml",
          "unseal.yaml",
          "offline.yaml");

  static Stream<Script> scripts() {
    return RESOURCES.stream().flatMap(resource -> Script.read(resource).stream());
  }

  @BeforeAll
  static void prepare() throws IOException {
    Prerequisites.require(KubesealIT.class.getName(), ToolBinaries.find(Tool.KUBESEAL));
    Path folder = Files.createDirectory(room.resolve("inputs"));
    SealingKeyPair pair = ScriptInputs.newPair();
    ScriptInputs.write(folder, pair, CANARY);
    String certificate = pair.certificate().toPem();
    web = LocalWeb.start(LocalWeb.listening(InetAddress.getLoopbackAddress()), certificate, null);
    InetAddress host = HostService.address().orElse(InetAddress.getLoopbackAddress());
    elsewhere = LocalWeb.start(LocalWeb.listening(host), certificate, null);
    tls = LocalTls.start(folder, room, certificate);
    tunnel =
        LocalWeb.start(
            LocalWeb.listening(InetAddress.getLoopbackAddress()), certificate, tls.address());
    Map<String, String> places = new TreeMap<>();
    places.put("$B", "127.0.0.1:" + tunnel.port());
    places.put("$T", "https://127.0.0.1:" + tls.address().getPort());
    places.put("$U", "http://127.0.0.1:" + web.port());
    places.put("$L", "http://localhost:" + web.port());
    places.put("$P", "http://127.0.0.1:" + web.port());
    places.put("$Q", "127.0.0.1:" + web.port());
    places.put("$C", CANARY);
    places.put("$H", host.getHostAddress() + ":" + elsewhere.port());
    workplace = new Workplace(folder, room, new Surroundings(places), OpenedItems.with(pair));
  }

  @AfterAll
  static void stop() throws IOException {
    if (tunnel != null) {
      web.close();
      elsewhere.close();
      tunnel.close();
      tls.close();
    }
  }

  @ParameterizedTest
  @MethodSource("scripts")
  void theSameScriptGivesTheSame(Script script) {
    workplace.compare(script);
  }
}

package dev.sealer.sync.it;

import static dev.sealer.sync.it.SyncHarness.condition;
import static dev.sealer.sync.it.SyncHarness.configMap;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.sealer.testbed.cluster.FreshNamespace;
import dev.sealer.testbed.cluster.KubernetesCluster;
import dev.sealer.testbed.git.GitCommit;
import dev.sealer.testbed.git.GitRepository;
import dev.sealer.testbed.git.GitServer;
import dev.sealer.testbed.tools.Prerequisites;
import dev.sealer.testbed.tools.Tool;
import dev.sealer.testbed.tools.ToolBinaries;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.SocketException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Repositories that want to harm the operator, each in an Application of its own: each is refused
 * or bounded, nothing is connected to, and another Application goes on.
 */
@KubernetesCluster
class HostileRepositoryIT {

  /** More than a directory may hold. A file of 1 GiB and 100,000 files were tried, too. */
  private static final long LARGE = Long.getLong("hostile.bytes", 110L * 1024 * 1024);

  /** More than a rendering reads. */
  private static final int MANY = Integer.getInteger("hostile.files", 60_000);

  private static final Duration BUILD_LIMIT = Duration.ofSeconds(10);

  @TempDir Path temp;
  private final AtomicInteger connections = new AtomicInteger();
  private SyncHarness sync;
  private GitServer server;
  private ServerSocket listener;
  private GitRepository hostile;
  private String target;

  /** The Applications, and words of the condition that each of them must get. */
  private final Map<String, String> expected = new LinkedHashMap<>();

  @BeforeEach
  void start(KubernetesClient client, @FreshNamespace String control) throws IOException {
    server = GitServer.start(temp.resolve("git"));
    hostile = server.createPublic("hostile");
    target = control;
    listener = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    Thread _ = Thread.ofVirtual().start(this::countConnections);
    Path program = hangingWhereTheCommitSaysSo();
    sync =
        new SyncHarness(
            client,
            control,
            temp,
            settings -> settings.withRender(settings.render().withProgram(program, BUILD_LIMIT)));
  }

  @AfterEach
  void stop() throws IOException {
    sync.close();
    server.close();
    listener.close();
  }

  private void countConnections() {
    try {
      while (true) {
        listener.accept().close();
        connections.incrementAndGet();
      }
    } catch (SocketException e) {
      // Closed at the end.
    } catch (IOException e) {
      connections.incrementAndGet();
    }
  }

  /** Kustomize, which never ends for a directory that has a file {@code hang.yaml}. */
  private Path hangingWhereTheCommitSaysSo() throws IOException {
    Path kustomize = Prerequisites.require("gitops-sync", ToolBinaries.find(Tool.KUSTOMIZE));
    Path script = temp.resolve("kustomize");
    Files.writeString(
        script,
        "#!/bin/sh\n[ -e \"$2/hang.yaml\" ] && exec sleep 600\nexec " + kustomize + " \"$@\"\n");
    Files.setPosixFilePermissions(script, PosixFilePermissions.fromString("rwx------"));
    return script;
  }

  @Test
  void isRefusedOrBoundedAndOthersGoOn() throws IOException {
    GitRepository good = server.createPublic("good");
    good.commit(good("one"));
    apply("good", good, "main", "app");
    sync.awaitSynced("good");

    hostile.commit(bombs(namesOutside(addresses(programs(GitCommit.of("hostile"))))));
    List<String> onMain = List.copyOf(expected.keySet());
    byHand();
    onMain.forEach(name -> apply(name, hostile, "main", name));

    expected.forEach((name, words) -> {
      JsonNode application =
          sync.awaitApplication(name, a -> condition(a, "ComparisonError").contains(words));
      assertThat(application.at("/status/sync/status").asText()).as(name).isEqualTo("Unknown");
    });
    good.commit(good("two"));
    JsonNode changed =
        sync.awaitObject(
            configMap(target, "good"), map -> map.at("/data/k").asText().equals("two"));
    assertThat(changed.at("/data/k").asText()).isEqualTo("two");
    assertThat(connections).hasValue(0);
    assertThat(temp.resolve("ran")).doesNotExist();
  }

  private static GitCommit good(String value) {
    return GitCommit.of(value)
        .file("app/kustomization.yaml", "resources: [map.yaml]\n")
        .file("app/map.yaml", configMapManifest("good", value));
  }

  private static String configMapManifest(String name, String value) {
    return """
    apiVersion: v1
    kind: ConfigMap
    metadata: {name: %s}
    data: {k: %s}
    """
        .formatted(name, value);
  }

  private void apply(String name, GitRepository repository, String revision, String path) {
    sync.application(
        """
        apiVersion: argoproj.io/v1alpha1
        kind: Application
        metadata: {name: %s}
        spec:
          project: default
          source: {repoURL: "%s", targetRevision: %s, path: %s}
          destination: {server: "https://kubernetes.default.svc", namespace: %s}
          syncPolicy: {automated: {prune: true}}
        """
            .formatted(name, repository.url(), revision, path, target));
  }

  private GitCommit namesOutside(GitCommit commit) {
    expected.put("link-out", "leaves the repository");
    expected.put("link-loop", "link");
    return commit
        .link("link-out/passwd.yaml", "/etc/passwd")
        .link("link-loop/a.yaml", "b.yaml")
        .link("link-loop/b.yaml", "a.yaml");
  }

  /** Every way to write the address of the listener where Kustomize reads an address. */
  private GitCommit addresses(GitCommit commit) {
    String host = "127.0.0.1:" + listener.getLocalPort();
    List<String> spellings =
        List.of(
            "http://" + host + "/team/base",
            "https://" + host + "/team/base?ref=main",
            "HTTP://" + host + "/team/base",
            "http:/" + host + "/team/base",
            "git::http://" + host + "/team/base",
            "git::https://" + host + "/team/base.git//sub",
            "git://" + host + "/team/base",
            "git@" + host + "/team/base",
            "ssh://git@" + host + "/team/base",
            "file:///etc",
            "hg::http://" + host + "/team/base",
            "s3::http://" + host + "/bucket/base",
            "github.com/team/base?ref=main",
            host + "/team/base.git");
    GitCommit all = commit;
    int number = 0;
    for (String spelling : spellings) {
      String field = List.of("resources", "components", "bases").get(number % 3);
      String name = "address-" + number++;
      expected.put(name, "is remote");
      all = all.file(name + "/kustomization.yaml", field + ": ['" + spelling + "']\n");
    }
    for (String entry :
        List.of(
            "patches: [{path: 'http://%s/p.yaml'}]",
            "patchesStrategicMerge: ['http://%s/p.yaml']",
            "configMapGenerator: [{name: m, files: ['http://%s/f']}]",
            "openapi: {path: 'http://%s/schema.json'}",
            "crds: ['http://%s/crd.json']",
            "replacements: [{path: 'http://%s/r.yaml'}]",
            "generators: ['http://%s/g.yaml']",
            "transformers: ['http://%s/t']")) {
      String name = "address-" + number++;
      expected.put(name, name + "/kustomization.yaml:1");
      all = all.file(name + "/kustomization.yaml", entry.formatted(host) + "\n");
    }
    expected.put("chart", "helmCharts needs Helm and the network");
    return all.file(
        "chart/kustomization.yaml",
        "helmCharts: [{name: c, repo: 'http://" + host + "/', version: 1.0.0}]\n");
  }

  private GitCommit programs(GitCommit commit) {
    expected.put("exec-function", "exec-function/");
    expected.put("exec-plugin", "exec-plugin/");
    return commit
        .file("exec-function/kustomization.yaml", "generators: [gen.yaml]\n")
        .file(
            "exec-function/gen.yaml",
            """
            apiVersion: v1
            kind: Gen
            metadata:
              name: g
              annotations: {config.kubernetes.io/function: "exec: {path: ./run}"}
            """)
        .executable("exec-function/run", "#!/bin/sh\ntouch " + temp.resolve("ran") + "\n")
        .file("exec-plugin/kustomization.yaml", "transformers: [t.yaml]\n")
        .file("exec-plugin/t.yaml", "apiVersion: team/v1\nkind: Run\nmetadata: {name: t}\n");
  }

  private GitCommit bombs(GitCommit commit) {
    expected.put("aliases", "aliases/a.yaml");
    expected.put("nesting", "nesting/a.yaml");
    expected.put("many-files", "files");
    expected.put("deep", "100 directories in each other");
    expected.put("again-and-again", "more than 10,000 kustomizations");
    expected.put("hanging", "took longer than 10 s");
    StringBuilder laughs = new StringBuilder("a0: &a0 [x, x, x, x, x, x, x, x, x]\n");
    for (int i = 1; i < 12; i++) {
      laughs.append("a%d: &a%d [%s]\n".formatted(i, i, "*a%d, ".formatted(i - 1).repeat(9)));
    }
    laughs.append(configMapManifest("laughs", "*a11"));
    Map<String, String> files = new LinkedHashMap<>();
    files.put("aliases/a.yaml", laughs.toString());
    files.put("nesting/a.yaml", configMapManifest("nesting", "[".repeat(100_000)));
    files.put("deep/kustomization.yaml", "resources: []\n");
    files.put("deep/" + "d/".repeat(150) + "a.yaml", "# nothing\n");
    files.put("hanging/kustomization.yaml", "resources: [map.yaml]\n");
    files.put("hanging/map.yaml", configMapManifest("hanging", "one"));
    files.put("hanging/hang.yaml", "");
    files.put("again-and-again/kustomization.yaml", "resources: [../0a]\n");
    for (int level = 0; level < 20; level++) {
      for (String side : List.of("a", "b")) {
        String below = "resources: [../%1$da, ../%1$db]\n".formatted(level + 1);
        files.put(
            level + side + "/kustomization.yaml",
            "namePrefix: " + side + "-\n" + (level < 19 ? below : ""));
      }
    }
    for (int i = 0; i < MANY; i++) {
      files.put("many-files/f" + i + ".yaml", "# nothing\n");
    }
    return commit.files(files);
  }

  /** What no client would push: names that lead out, and a file that is too large. */
  private void byHand() throws IOException {
    Path small = Files.writeString(temp.resolve("small"), configMapManifest("small", "one"));
    for (String name : List.of("..", "../../etc/cron.d/evil.yaml", ".git", "/abs.yaml")) {
      String application = "name-" + expected.size();
      hostile.commitUnchecked(application, "app", name, small);
      expected.put(application, "an entry in app");
      apply(application, hostile, application, "app");
    }
    Path large = temp.resolve("large");
    try (RandomAccessFile file = new RandomAccessFile(large.toFile(), "rw")) {
      file.setLength(LARGE);
    }
    hostile.commitUnchecked("large", "app", "large.yaml", large);
    expected.put("large", "holds more than 104857600 bytes");
    apply("large", hostile, "large", "app");
  }
}

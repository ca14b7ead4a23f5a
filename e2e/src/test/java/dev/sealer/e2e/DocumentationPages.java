package dev.sealer.e2e;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/**
 * The pages of the documentation and what becomes of their code blocks. {@code bash} is run as it
 * stands, {@code sh} is not and listed here with the reason, {@code yaml} is sent to an API server;
 * other languages hold nothing to type.
 */
final class DocumentationPages {

  /** To be followed step by step, in this order. The last one removes what the others installed. */
  static final List<String> WALK =
      List.of(
          "docs/guide.md",
          "docs/operations/install.md",
          "docs/operations/sealing-keys.md",
          "docs/operations/high-availability.md",
          "docs/operations/upgrade.md",
          "docs/operations/troubleshooting.md",
          "docs/operations/uninstall.md");

  /** The page whose metrics a running operator must have. */
  static final String METRICS = "docs/operations/monitoring.md";

  /** Each followed in a cluster where the product runs that Sealer replaces. */
  static final List<String> MIGRATIONS =
      List.of(
          "docs/migration/from-sealed-secrets.md",
          "docs/migration/from-external-secrets-operator.md",
          "docs/migration/from-argo-cd.md");

  /** Specifications with commands to type. */
  static final List<String> ON_THEIR_OWN = List.of("docs/spec/backup.md", "docs/spec/cli.md");

  /**
   * With commands that a test of their own reads and runs: {@code ChartReleaseIT} and {@code
   * InstallationOnNodeIT}.
   */
  static final List<String> BY_THEIR_OWN_TESTS = List.of("docs/operations/helm.md", "README.md");

  /** Run by {@code .ci/run}, with everything required: these are the build and the quickstart. */
  static final Set<String> RUN_BY_CI = Set.of("mvn verify\n", "./quickstart --once\n");

  /** Commands that no test runs, and why. */
  static final Map<String, String> NOT_RUN =
      Map.ofEntries(
          Map.entry(
              """
              mvn test -pl sealed-secrets-controller -am -Dtest='*FuzzTest' -Dsurefire.failIfNoSpecifiedTests=false -Dfuzz.inputs=100000
              """,
              "a build inside the build, with 100 times its inputs: the same tests run with 1,000"),
          Map.entry(
              """
              mvn -pl go-template -am test -Dtest=DifferentialFuzzIT -Dsurefire.failIfNoSpecifiedTests=false -Dtemplate.fuzz.count=120000 -Dtemplate.fuzz.seed=7
              """,
              "a build inside the build, with 60 times its inputs: the same test runs with 2,000"),
          Map.entry(
              """
              cd go-template/src/test/go
              go run . renew ../resources/conformance/{fmt,lang,sprig}-*.jsonl
              """,
              "writes the recorded results of other tests again, for a new version of Go or Sprig"),
          Map.entry(
              """
              bin/simulate sealed-secrets 4711
              bin/simulate sealed-secrets 202 sealed-secrets-controller/src/test/simulation/frozen-leader-puts-older-value-back.json
              """,
              "a build inside the build: RobustnessPageTest runs the same seeds and plans"),
          Map.entry(
              """
              bin/simulate external-secrets 4711
              bin/simulate external-secrets 1 external-secrets-controller/src/test/simulation/store-edit-deletes-secrets.json
              """,
              "a build inside the build: SimulatedSeedsTest runs every plan"),
          Map.entry(
              """
              mvn -Pimage package -DskipTests
              """,
              "a build inside the build: image/check does the same, twice"),
          Map.entry(
              """
              ctr -n k8s.io images import --index-name docker.io/library/sealer-operator:0.1.0 operator/target/sealer-operator.oci.tar
              """,
              "needs root and a node: InstallationOnNodeIT runs it on one that has another socket"),
          Map.entry(
              """
              skopeo copy oci-archive:operator/target/sealer-operator.oci.tar docker://registry.example.org/sealer-operator:0.1.0
              mkdir oci && tar -xf operator/target/sealer-operator.oci.tar -C oci && crane push oci registry.example.org/sealer-operator:0.1.0
              podman load -i operator/target/sealer-operator.oci.tar && podman push localhost/sealer-operator:0.1.0 registry.example.org/sealer-operator:0.1.0
              """,
              "needs a registry; image/check proves that the archive is whole"),
          Map.entry(
              """
              mvn package -Pdist
              dist/archive https://example.org/releases
              dist/archive --with-java https://example.org/releases
              dist/sign signer.pem target/dist/*.tar.gz operator/target/sealer-operator.oci.tar
              """,
              "a build inside the build: DistributionIT packs and signs"),
          Map.entry(
              """
              openssl genpkey -algorithm EC -pkeyopt ec_paramgen_curve:P-256 -out signer.pem
              openssl pkey -in signer.pem -pubout -out signer.pub
              openssl dgst -sha256 -verify signer.pub -signature <(base64 -d FILE.sig) FILE
              """,
              "names a file of the reader: DistributionIT does the same"),
          Map.entry(
              """
              kubectl annotate secretstore aws -n shop sealer.dev/release-deletions="$(date -u +%Y-%m-%dT%H:%M:%SZ)" --overwrite
              """,
              "needs a store that lacks many values: the simulation of external secrets releases them"),
          Map.entry(
              """
              mvn -pl crds test -Dtest=CrdFilesTest -Dcrds.write=true
              """,
              "a build inside the build, and it writes into the sources"),
          Map.entry(
              """
              benchmarks/run template
              """,
              "a build inside the build, and a measurement: next to other tests it means nothing"));

  private DocumentationPages() {}

  /** Every page, also those of the modules. */
  static List<Path> all(Path root) {
    try (Stream<Path> top = Files.list(root);
        Stream<Path> modules = Files.walk(root, 2);
        Stream<Path> docs = Files.walk(root.resolve("docs"))) {
      return Stream.of(top, modules.filter(DocumentationPages::isOfModule), docs)
          .flatMap(pages -> pages)
          .filter(page -> page.toString().endsWith(".md"))
          .distinct()
          .sorted()
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static boolean isOfModule(Path page) {
    return page.endsWith("README.md") || page.endsWith("DESIGN.md");
  }

  /** The commands of a page that a test has to run. */
  static List<String> commands(Path root, String page) {
    return FencedBlock.of(root.resolve(page)).stream()
        .filter(block -> block.language().equals("bash"))
        .map(FencedBlock::text)
        .filter(text -> !RUN_BY_CI.contains(text))
        .toList();
  }

  /** Whether a test runs the page's commands. */
  static boolean isRun(String page) {
    return Stream.of(WALK, ON_THEIR_OWN, MIGRATIONS).anyMatch(pages -> pages.contains(page));
  }

  /** Whether an API server must accept the block: it is complete. */
  static boolean isWholeManifest(FencedBlock block) {
    return block.language().equals("yaml")
        && block.text().startsWith("apiVersion: ")
        && !block.text().contains("…");
  }
}

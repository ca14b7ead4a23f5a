package dev.sealer.sourcegates;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** Who may see whom among modules: the table of the design, with ADR 0001's kube-yaml. */
class ModuleWallsTest {

  private static final Map<String, Set<String>> MAY_SEE =
      Map.ofEntries(
          Map.entry("secret-bytes", Set.of()),
          Map.entry("go-compat", Set.of()),
          Map.entry("kube-yaml", Set.of("go-compat")),
          Map.entry("sealing", Set.of("secret-bytes", "go-compat")),
          Map.entry("go-template", Set.of("secret-bytes", "go-compat", "kube-yaml")),
          Map.entry("testbed", Set.of()),
          Map.entry("testbed-tests", Set.of()),
          Map.entry("crds", Set.of()),
          Map.entry("kube-support", Set.of("secret-bytes")),
          Map.entry("simulation", Set.of("secret-bytes", "kube-yaml", "crds", "kube-support")),
          Map.entry("git-source", Set.of("secret-bytes")),
          Map.entry(
              "sealed-secrets-controller",
              Set.of(
                  "secret-bytes",
                  "go-compat",
                  "sealing",
                  "go-template",
                  "kube-yaml",
                  "crds",
                  "kube-support")),
          Map.entry(
              "external-secrets-controller",
              Set.of(
                  "secret-bytes", "go-compat", "go-template", "kube-yaml", "crds", "kube-support")),
          Map.entry(
              "external-secrets-aws",
              Set.of("secret-bytes", "kube-support", "external-secrets-controller")),
          Map.entry(
              "gitops-sync",
              Set.of(
                  "secret-bytes",
                  "go-compat",
                  "go-template",
                  "kube-yaml",
                  "crds",
                  "kube-support",
                  "git-source")),
          Map.entry(
              "sealer-cli",
              Set.of(
                  "secret-bytes",
                  "go-compat",
                  "sealing",
                  "kube-yaml",
                  "go-template",
                  "crds",
                  "kube-support",
                  "git-source")),
          Map.entry(
              "operator",
              Set.of(
                  "secret-bytes",
                  "go-compat",
                  "sealing",
                  "go-template",
                  "git-source",
                  "crds",
                  "kube-support",
                  "sealed-secrets-controller",
                  "external-secrets-controller",
                  "external-secrets-aws",
                  "gitops-sync")),
          Map.entry(
              "e2e",
              Set.of(
                  "operator",
                  "sealer-cli",
                  "testbed",
                  // It calls servers without TLS with each client, in one table.
                  "secret-bytes",
                  "git-source",
                  "kube-support",
                  "external-secrets-controller")),
          Map.entry(
              "benchmarks",
              Set.of(
                  "secret-bytes",
                  "go-compat",
                  "sealing",
                  "go-template",
                  "kube-support",
                  "testbed")),
          Map.entry("interleavings", Set.of()),
          Map.entry("source-gates", Set.of()),
          Map.entry("class-gates", Set.of("source-gates")));

  @Test
  void everyModuleSeesOnlyWhatTheDesignLetsItSee() throws IOException {
    Map<String, Set<String>> excess = new TreeMap<>();
    for (Path module : ProjectTree.SOURCES.modules()) {
      String name = module.getFileName().toString();
      Set<String> seen = ModuleDependencies.ofProduct(module.resolve("pom.xml"));
      seen.removeAll(MAY_SEE.getOrDefault(name, Set.of()));
      if (!seen.isEmpty()) {
        excess.put(name, seen);
      }
    }

    assertThat(excess).isEmpty();
  }

  @Test
  void everyModuleStandsInTheTable() {
    assertThat(ProjectTree.SOURCES.modules())
        .extracting(module -> module.getFileName().toString())
        .containsExactlyInAnyOrderElementsOf(MAY_SEE.keySet());
  }
}

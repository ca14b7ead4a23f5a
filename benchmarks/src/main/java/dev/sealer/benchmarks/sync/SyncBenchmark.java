package dev.sealer.benchmarks.sync;

import dev.sealer.benchmarks.cluster.BenchmarkCluster;
import dev.sealer.benchmarks.measure.Report;
import dev.sealer.benchmarks.measure.Steps;
import dev.sealer.testbed.git.GitServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * Compares the first sync of an Application with {@code kubectl apply --server-side} of the same
 * files, and measures what 200 Applications cost at rest, when one changes, and when the operator
 * starts again. Arguments: parts of {@code first} and {@code many}; both by default. Ends with 1
 * when a target is missed.
 */
public final class SyncBenchmark {

  private SyncBenchmark() {}

  /**
   * Runs the benchmark from the project's root folder.
   *
   * @throws IOException when something cannot be started or filled
   * @throws InterruptedException when interrupted
   */
  public static void main(String[] line) throws IOException, InterruptedException {
    List<String> parts = line.length == 0 ? List.of("first", "many") : List.of(line);
    Path root = Path.of(System.getProperty("sealer.root", ".")).toRealPath();
    Path folder = Files.createTempDirectory("sync-benchmark");
    Report report = new Report("sync", "wall", "objects a second", "CPU", "peak", "resident");
    try (BenchmarkCluster cluster = BenchmarkCluster.start(root, folder.resolve("cluster"));
        GitServer git = GitServer.start(folder.resolve("git"))) {
      SyncRun run = new SyncRun(root, folder, cluster, git, report, new Steps(System.err));
      if (parts.contains("first")) {
        new FirstSync(run).measure();
      }
      if (parts.contains("many")) {
        new ManyApplications(run).measure();
      }
    }
    System.exit(report.finish(root) ? 0 : 1);
  }
}

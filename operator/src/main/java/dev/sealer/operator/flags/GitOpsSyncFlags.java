package dev.sealer.operator.flags;

import dev.sealer.sync.GitOpsSyncSettings;
import io.fabric8.kubernetes.api.model.Quantity;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import picocli.CommandLine.Option;

/** Flags of the gitops-sync controller. */
public final class GitOpsSyncFlags {

  private static final int MOST_SHARDS = 32;
  private static final long LEAST_BUILD_MEMORY = 128L * 1024 * 1024;

  @Option(
      names = "--sync-namespace",
      paramLabel = "NAME",
      defaultValue = "argocd",
      description =
          "Namespace of Applications, AppProjects and repository credentials (default:"
              + " ${DEFAULT-VALUE}).")
  private String namespace = "";

  @Option(
      names = "--sync-application-namespaces",
      split = ",",
      paramLabel = "PATTERN",
      defaultValue = "",
      description =
          "More namespaces of Applications: names, globs, and regular expressions between slashes."
              + " A project must allow them in spec.sourceNamespaces.")
  private List<String> applicationNamespaces = List.of();

  @Option(
      names = "--sync-shards",
      paramLabel = "NUMBER",
      defaultValue = "1",
      description =
          "Parts into which replicas divide the Applications, each with a Lease of its own"
              + " (default: ${DEFAULT-VALUE}).")
  private int shards;

  @Option(
      names = "--sync-poll-interval",
      paramLabel = "DURATION",
      defaultValue = "2m",
      description = "Interval between two polls of a repository (default: ${DEFAULT-VALUE}).")
  private Duration pollInterval = Duration.ZERO;

  @Option(
      names = "--sync-workers",
      paramLabel = "NUMBER",
      defaultValue = "8",
      description = "Number of Applications to reconcile at a time (default: ${DEFAULT-VALUE}).")
  private int workers;

  @Option(
      names = "--kustomize",
      paramLabel = "FILE",
      defaultValue = "kustomize",
      description = "The kustomize program (default: ${DEFAULT-VALUE} on the PATH).")
  private Path kustomize = Path.of("kustomize");

  @Option(
      names = "--cache-folder",
      paramLabel = "FOLDER",
      defaultValue = "${sys:java.io.tmpdir}/sealer",
      description =
          "Directory for Git mirrors. Do not share it between processes (default:"
              + " ${DEFAULT-VALUE}).")
  private Path cacheFolder = Path.of("sealer");

  @Option(
      names = "--allow-file-repositories",
      arity = "0..1",
      fallbackValue = "true",
      defaultValue = "false",
      description =
          "Allow file: URLs. Never use it in a cluster: users could read the disk of the node.")
  private boolean fileRepositories;

  @Option(
      names = "--git-credentials-without-tls",
      arity = "0..1",
      fallbackValue = "true",
      defaultValue = "false",
      description =
          "Send credentials over plain HTTP to Git servers on other machines. Anyone on the network"
              + " can read them.")
  private boolean credentialsWithoutTls;

  @Option(
      names = "--build-memory",
      paramLabel = "QUANTITY",
      defaultValue = "256Mi",
      description =
          "How much memory a build of a commit may take, on Linux (default: ${DEFAULT-VALUE}).")
  private Quantity buildMemory = new Quantity("256Mi");

  GitOpsSyncFlags() {}

  /**
   * Returns the settings that the flags state.
   *
   * @throws IllegalArgumentException for an invalid value; names the flag
   */
  public GitOpsSyncSettings settings() {
    if (workers < 1) {
      throw new IllegalArgumentException("--sync-workers: must be at least 1, not " + workers);
    }
    if (shards < 1 || shards > MOST_SHARDS) {
      throw new IllegalArgumentException(
          "--sync-shards: must be from 1 to " + MOST_SHARDS + ", not " + shards);
    }
    if (pollInterval.isZero()) {
      throw new IllegalArgumentException("--sync-poll-interval: must be longer than 0");
    }
    GitOpsSyncSettings defaults = defaults();
    return new GitOpsSyncSettings(
        defaults.namespaces(),
        shards,
        pollInterval,
        workers,
        defaults
            .git()
            .withFileUrls(fileRepositories)
            .withCredentialsWithoutTls(credentialsWithoutTls),
        defaults.render().withMemoryLimitBytes(buildMemory()));
  }

  private GitOpsSyncSettings defaults() {
    List<String> patterns =
        applicationNamespaces.stream().map(String::strip).filter(one -> !one.isEmpty()).toList();
    try {
      return GitOpsSyncSettings.of(namespace, kustomize, cacheFolder)
          .withApplicationNamespaces(patterns);
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException("--sync-application-namespaces: " + e.getMessage(), e);
    }
  }

  private long buildMemory() {
    long bytes = buildMemory.getNumericalAmount().longValue();
    if (bytes < LEAST_BUILD_MEMORY) {
      throw new IllegalArgumentException(
          "--build-memory: must be at least 128Mi, which Kustomize needs for any build, not "
              + buildMemory);
    }
    return bytes;
  }
}

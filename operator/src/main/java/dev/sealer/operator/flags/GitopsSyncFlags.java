package dev.sealer.operator.flags;

import dev.sealer.sync.GitOpsSyncSettings;
import java.nio.file.Path;
import java.time.Duration;
import picocli.CommandLine.Option;

/** Flags of the gitops-sync controller. */
public final class GitopsSyncFlags {

  @Option(
      names = "--sync-namespace",
      paramLabel = "NAME",
      defaultValue = "argocd",
      description =
          "Where Applications, AppProjects and repository credentials are read (default:"
              + " ${DEFAULT-VALUE})")
  private String namespace = "";

  @Option(
      names = "--sync-poll-interval",
      paramLabel = "DURATION",
      defaultValue = "2m",
      description = "How often a repository is asked for its refs (default: ${DEFAULT-VALUE})")
  private Duration pollInterval = Duration.ZERO;

  @Option(
      names = "--sync-workers",
      paramLabel = "NUMBER",
      defaultValue = "8",
      description = "Applications worked on at a time (default: ${DEFAULT-VALUE})")
  private int workers;

  @Option(
      names = "--kustomize",
      paramLabel = "FILE",
      defaultValue = "kustomize",
      description = "The kustomize program (default: ${DEFAULT-VALUE} on the PATH)")
  private Path kustomize = Path.of("kustomize");

  @Option(
      names = "--cache-folder",
      paramLabel = "FOLDER",
      defaultValue = "${sys:java.io.tmpdir}/sealer",
      description = "Copies of repositories, of this process alone (default: ${DEFAULT-VALUE})")
  private Path cacheFolder = Path.of("sealer");

  @Option(
      names = "--allow-file-repositories",
      arity = "0..1",
      fallbackValue = "true",
      defaultValue = "false",
      description = "Read file: URLs too; never in a cluster, where users would read its disk")
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

  GitopsSyncFlags() {}

  /**
   * What the flags say.
   *
   * @throws IllegalArgumentException for a value that makes no sense; names the flag
   */
  public GitOpsSyncSettings settings() {
    if (workers < 1) {
      throw new IllegalArgumentException("--sync-workers: " + workers + " is less than 1");
    }
    if (pollInterval.isZero()) {
      throw new IllegalArgumentException("--sync-poll-interval: must be more than 0");
    }
    GitOpsSyncSettings defaults = GitOpsSyncSettings.of(namespace, kustomize, cacheFolder);
    return new GitOpsSyncSettings(
        namespace,
        pollInterval,
        workers,
        defaults
            .git()
            .withFileUrls(fileRepositories)
            .withCredentialsWithoutTls(credentialsWithoutTls),
        defaults.render());
  }
}

package dev.sealer.sync;

import dev.sealer.git.GitSettings;
import dev.sealer.sync.manifest.ManifestException;
import dev.sealer.sync.plan.ApplicationNamespaces;
import dev.sealer.sync.render.RenderSettings;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/**
 * The settings for syncing Applications.
 *
 * @param namespaces where Applications are read; AppProjects and repository Secrets are read in the
 *     control namespace
 * @param shards into how many parts replicas divide the Applications
 * @param pollInterval how often a repository is asked for its refs, whatever the number of
 *     Applications
 * @param workers how many Applications are worked on at a time
 * @param git how repositories are read
 * @param render how sources are rendered
 */
public record GitOpsSyncSettings(
    ApplicationNamespaces namespaces,
    int shards,
    Duration pollInterval,
    int workers,
    GitSettings git,
    RenderSettings render) {

  /**
   * Argo CD's poll interval of two minutes, eight workers.
   *
   * @param kustomize the program, or its bare name to look for on the PATH
   * @param cacheFolder for copies of repositories and for builds; of this process alone
   */
  public static GitOpsSyncSettings of(String controlNamespace, Path kustomize, Path cacheFolder) {
    return new GitOpsSyncSettings(
        ApplicationNamespaces.only(controlNamespace),
        1,
        Duration.ofMinutes(2),
        8,
        GitSettings.in(cacheFolder.resolve("git")),
        RenderSettings.with(kustomize, cacheFolder.resolve("builds")));
  }

  /**
   * Returns these settings with Applications of more namespaces than the control namespace.
   *
   * @param patterns names, globs, and regular expressions between slashes
   * @throws IllegalArgumentException if a pattern cannot be read
   */
  public GitOpsSyncSettings withApplicationNamespaces(List<String> patterns) {
    try {
      return new GitOpsSyncSettings(
          ApplicationNamespaces.of(namespaces.control(), patterns),
          shards,
          pollInterval,
          workers,
          git,
          render);
    } catch (ManifestException e) {
      throw new IllegalArgumentException(e.getMessage(), e);
    }
  }

  /** Returns these settings with another poll interval. */
  public GitOpsSyncSettings pollingEvery(Duration interval) {
    return new GitOpsSyncSettings(namespaces, shards, interval, workers, git, render);
  }

  /** Returns these settings with other Git settings. */
  public GitOpsSyncSettings withGit(GitSettings other) {
    return new GitOpsSyncSettings(namespaces, shards, pollInterval, workers, other, render);
  }

  /** Returns these settings with other settings for rendering. */
  public GitOpsSyncSettings withRender(RenderSettings other) {
    return new GitOpsSyncSettings(namespaces, shards, pollInterval, workers, git, other);
  }
}

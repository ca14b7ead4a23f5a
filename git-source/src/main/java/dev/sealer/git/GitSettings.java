package dev.sealer.git;

import java.nio.file.Path;
import java.time.Duration;

/**
 * The settings for reading repositories.
 *
 * @param cacheFolder where copies of repositories are kept; made when missing, used by one process
 * @param cacheLimitBytes when all copies together are larger, those not used for the longest time
 *     go
 * @param timeout how long a server may stay silent
 * @param fetchLimit how long one whole fetch may take
 * @param snapshotLimitBytes how much of a commit is read into memory at a time, all files together
 * @param failureMemory how long a repository that failed is not asked again, unless asked to now
 * @param fileUrls whether {@code file:} URLs may be read; off in a cluster, because a user who may
 *     write an Application must not read the operator's disk
 * @param credentialsWithoutTls whether credentials are sent over plain HTTP to other machines
 */
public record GitSettings(
    Path cacheFolder,
    long cacheLimitBytes,
    Duration timeout,
    Duration fetchLimit,
    long snapshotLimitBytes,
    Duration failureMemory,
    boolean fileUrls,
    boolean credentialsWithoutTls) {

  private static final long MIB = 1024L * 1024L;

  /** 2 GiB on disk, 15 s of silence, 5 min a fetch, 100 MiB a directory, no {@code file:} URLs. */
  public static GitSettings in(Path cacheFolder) {
    return new GitSettings(
        cacheFolder,
        2048 * MIB,
        Duration.ofSeconds(15),
        Duration.ofMinutes(5),
        100 * MIB,
        Duration.ofSeconds(10),
        false,
        false);
  }

  /** Returns these settings, with {@code file:} URLs allowed or not. */
  public GitSettings withFileUrls(boolean allowed) {
    return new GitSettings(
        cacheFolder,
        cacheLimitBytes,
        timeout,
        fetchLimit,
        snapshotLimitBytes,
        failureMemory,
        allowed,
        credentialsWithoutTls);
  }

  /** Returns these settings, with credentials over plain HTTP allowed or not. */
  public GitSettings withCredentialsWithoutTls(boolean allowed) {
    return new GitSettings(
        cacheFolder,
        cacheLimitBytes,
        timeout,
        fetchLimit,
        snapshotLimitBytes,
        failureMemory,
        fileUrls,
        allowed);
  }

  /** Returns these settings, with another limit for the copies on disk. */
  public GitSettings withCacheLimitBytes(long limit) {
    return new GitSettings(
        cacheFolder,
        limit,
        timeout,
        fetchLimit,
        snapshotLimitBytes,
        failureMemory,
        fileUrls,
        credentialsWithoutTls);
  }

  /** Returns these settings, with another limit for a directory in memory. */
  public GitSettings withSnapshotLimitBytes(long limit) {
    return new GitSettings(
        cacheFolder,
        cacheLimitBytes,
        timeout,
        fetchLimit,
        limit,
        failureMemory,
        fileUrls,
        credentialsWithoutTls);
  }

  /** Returns these settings, with another limit for a silent server. */
  public GitSettings withTimeout(Duration limit) {
    return new GitSettings(
        cacheFolder,
        cacheLimitBytes,
        limit,
        fetchLimit,
        snapshotLimitBytes,
        failureMemory,
        fileUrls,
        credentialsWithoutTls);
  }
}

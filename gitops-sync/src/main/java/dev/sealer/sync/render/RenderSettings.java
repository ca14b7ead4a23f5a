package dev.sealer.sync.render;

import java.nio.file.Path;
import java.time.Duration;

/**
 * The settings for rendering sources.
 *
 * @param kustomize the program; a bare name is looked for on the PATH of this process
 * @param workFolder where builds happen, each in a folder of its own that is removed after it
 * @param buildLimit how long a build may take
 * @param memoryLimitBytes how much memory a build may allocate, on Linux
 * @param outputLimitBytes how much a build may give
 * @param cacheLimitBytes how much of what was built is kept in memory
 * @param parallelBuilds how many builds run at a time
 */
public record RenderSettings(
    Path kustomize,
    Path workFolder,
    Duration buildLimit,
    long memoryLimitBytes,
    int outputLimitBytes,
    long cacheLimitBytes,
    int parallelBuilds) {

  private static final int MIB = 1024 * 1024;

  /** 90 s, 256 MiB of memory, 32 MiB of output, 64 MiB of cache, two builds at a time. */
  public static RenderSettings with(Path kustomize, Path workFolder) {
    return new RenderSettings(
        kustomize, workFolder, Duration.ofSeconds(90), 256L * MIB, 32 * MIB, 64L * MIB, 2);
  }

  /** Returns these settings, with another limit for the memory of a build. */
  public RenderSettings withMemoryLimitBytes(long limit) {
    return new RenderSettings(
        kustomize,
        workFolder,
        buildLimit,
        limit,
        outputLimitBytes,
        cacheLimitBytes,
        parallelBuilds);
  }

  /** Returns these settings, with another program that builds, and another time limit. */
  public RenderSettings withProgram(Path program, Duration limit) {
    return new RenderSettings(
        program,
        workFolder,
        limit,
        memoryLimitBytes,
        outputLimitBytes,
        cacheLimitBytes,
        parallelBuilds);
  }
}

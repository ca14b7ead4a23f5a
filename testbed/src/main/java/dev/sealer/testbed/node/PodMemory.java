package dev.sealer.testbed.node;

import io.fabric8.kubernetes.api.model.Pod;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/**
 * The memory of a Pod of a real node, as the kernel counts it against the Pod's limit: what the
 * programs hold, and the files that they read and that are kept in memory.
 */
public final class PodMemory {
  private static final Path ROOT = Path.of("/sys/fs/cgroup");

  /** Where the first version of control groups counts memory; not there with the second. */
  private static final Path FIRST = ROOT.resolve("memory");

  private final Path group;
  private final boolean first;

  private PodMemory(Path group, boolean first) {
    this.group = group;
    this.first = first;
  }

  /** Finds the control group of a Pod that runs on this machine. */
  public static PodMemory of(Pod pod) {
    boolean first = Files.isDirectory(FIRST);
    Path pods = (first ? FIRST : ROOT).resolve("kubepods");
    String name = "pod" + pod.getMetadata().getUid();
    // Below a folder of their class, unless they are guaranteed what they take.
    Path group =
        Stream.of("", "burstable", "besteffort")
            .map(quality -> pods.resolve(quality).resolve(name))
            .filter(Files::isDirectory)
            .findFirst()
            .orElseThrow(
                () -> new IllegalStateException("no control group " + name + " below " + pods));
    return new PodMemory(group, first);
  }

  /** The bytes in use now. */
  public long used() {
    return Long.parseLong(lines(first ? "memory.usage_in_bytes" : "memory.current").getFirst());
  }

  /** The most bytes that were in use at a time. */
  public long peak() {
    return Long.parseLong(lines(first ? "memory.max_usage_in_bytes" : "memory.peak").getFirst());
  }

  /**
   * The bytes that the kernel cannot take back by dropping files that are no longer read. The
   * kubelet calls this the working set.
   */
  public long workingSet() {
    return used() - inactiveFiles();
  }

  private long inactiveFiles() {
    String name = first ? "total_inactive_file " : "inactive_file ";
    return lines("memory.stat").stream()
        .filter(line -> line.startsWith(name))
        .mapToLong(line -> Long.parseLong(line.substring(name.length())))
        .sum();
  }

  private List<String> lines(String file) {
    try {
      return Files.readAllLines(group.resolve(file));
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read " + group.resolve(file), e);
    }
  }
}

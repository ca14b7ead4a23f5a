package dev.sealer.benchmarks.measure;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Reads the CPU time and memory of a running process from Linux's {@code /proc}.
 *
 * @param pid its id
 */
public record RunningProcess(long pid) {

  private static final double TICKS_PER_SECOND = 100;
  private static final int USER_TICKS_AFTER_NAME = 11;

  /** Processor seconds so far, user and system, all threads; in steps of 10 ms. */
  public double cpuSeconds() {
    String stat = read("stat");
    // The name, in parentheses, may hold spaces.
    String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ", -1);
    return (Long.parseLong(fields[USER_TICKS_AFTER_NAME])
            + Long.parseLong(fields[USER_TICKS_AFTER_NAME + 1]))
        / TICKS_PER_SECOND;
  }

  /** Resident memory now, in KiB. */
  public long residentKib() {
    return status("VmRSS:");
  }

  /** The most resident memory so far, in KiB. */
  public long peakKib() {
    return status("VmHWM:");
  }

  private long status(String field) {
    return read("status")
        .lines()
        .filter(line -> line.startsWith(field))
        .map(line -> line.replaceAll("\\D", ""))
        .mapToLong(Long::parseLong)
        .findFirst()
        .orElseThrow();
  }

  private String read(String file) {
    try {
      return Files.readString(Path.of("/proc", Long.toString(pid), file));
    } catch (IOException e) {
      throw new UncheckedIOException("process " + pid + " has ended", e);
    }
  }
}

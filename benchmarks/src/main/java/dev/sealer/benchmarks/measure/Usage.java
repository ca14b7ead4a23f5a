package dev.sealer.benchmarks.measure;

import java.util.Comparator;
import java.util.List;

/**
 * The time, CPU time and memory of a run.
 *
 * @param wall seconds from start to end
 * @param cpu seconds of processor time, user and system, of all its processes
 * @param peakKib largest resident memory of one process, in KiB
 */
public record Usage(double wall, double cpu, long peakKib) {

  private static final double KIB_PER_MIB = 1024;

  /** The medians of wall and processor time, each for itself, and the largest peak. */
  public static Usage median(List<Usage> runs) {
    return new Usage(
        middle(runs.stream().map(Usage::wall).sorted().toList()),
        middle(runs.stream().map(Usage::cpu).sorted().toList()),
        runs.stream().map(Usage::peakKib).max(Comparator.naturalOrder()).orElseThrow());
  }

  /** The peak in MiB. */
  public double peakMib() {
    return peakKib / KIB_PER_MIB;
  }

  private static double middle(List<Double> sorted) {
    return sorted.get(sorted.size() / 2);
  }
}

package dev.sealer.benchmarks.cluster;

import dev.sealer.testbed.cluster.AuditEntry;
import dev.sealer.testbed.cluster.AuditFilter;
import dev.sealer.testbed.cluster.AuditLog;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * The calls of our operator to the API server, without those to its Lease, which it renews all the
 * time, and without watches.
 *
 * @param counts by verb and resource, such as {@code patch secrets}; those of dry runs begin with
 *     {@code dry-run}
 */
public record OperatorCalls(Map<String, Integer> counts) {

  /** Returns the calls in an audit log after {@code mark}. */
  public static OperatorCalls since(AuditLog.Mark mark, AuditLog log) {
    AuditFilter ours =
        AuditFilter.any().serviceAccount(BenchmarkCluster.OPERATOR, OurOperator.ACCOUNT);
    return new OperatorCalls(
        log.entries(mark, ours).stream()
            .filter(entry -> !entry.resource().equals("leases") && !entry.verb().equals("watch"))
            .collect(
                Collectors.groupingBy(
                    OperatorCalls::kind, TreeMap::new, Collectors.summingInt(_ -> 1))));
  }

  private static String kind(AuditEntry entry) {
    String sub = entry.subresource().isEmpty() ? "" : "/" + entry.subresource();
    return (entry.dryRun() ? "dry-run " : "") + entry.verb() + " " + entry.resource() + sub;
  }

  /** Returns the number of calls of one kind. */
  public int of(String kind) {
    return counts.getOrDefault(kind, 0);
  }

  /** Returns the number of all calls. */
  public int all() {
    return counts.values().stream().mapToInt(Integer::intValue).sum();
  }

  /** Returns the number of dry runs. */
  public int dryRuns() {
    return counts.entrySet().stream()
        .filter(entry -> entry.getKey().startsWith("dry-run "))
        .mapToInt(Map.Entry::getValue)
        .sum();
  }

  /** Returns the number of reads of single Secrets and ExternalSecrets. */
  public int reads() {
    return List.of("get secrets", "get externalsecrets").stream().mapToInt(this::of).sum();
  }

  /** Returns the number of writes of Secrets and of statuses of ExternalSecrets. */
  public int writes() {
    return List.of("patch secrets", "create secrets", "patch externalsecrets/status").stream()
        .mapToInt(this::of)
        .sum();
  }

  @Override
  public String toString() {
    return counts.toString();
  }
}

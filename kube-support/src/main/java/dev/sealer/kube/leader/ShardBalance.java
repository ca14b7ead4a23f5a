package dev.sealer.kube.leader;

import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** Decides which replica should lead one shard less. Pure. */
final class ShardBalance {

  private ShardBalance() {}

  /**
   * Returns a shard to ask another replica for: one of the replica that leads most, if it leads at
   * least two more. While a shard has no leader there is none: that one is taken first.
   *
   * @param leaders the identity of the leader of each shard; empty if it has none
   */
  static OptionalInt ask(List<String> leaders, String self) {
    if (leaders.contains("")) {
      return OptionalInt.empty();
    }
    Map<String, Long> counts =
        leaders.stream()
            .collect(Collectors.groupingBy(one -> one, TreeMap::new, Collectors.counting()));
    Map.Entry<String, Long> most =
        counts.entrySet().stream().max(Comparator.comparing(Map.Entry::getValue)).orElseThrow();
    return most.getValue() - counts.getOrDefault(self, 0L) < 2
        ? OptionalInt.empty()
        : OptionalInt.of(leaders.lastIndexOf(most.getKey()));
  }
}

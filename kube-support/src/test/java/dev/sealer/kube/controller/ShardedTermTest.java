package dev.sealer.kube.controller;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/** Tests which terms a change of the shards ends and begins. */
final class ShardedTermTest {

  private final List<String> log = new ArrayList<>();
  private final ShardedTerm<Term> term =
      new ShardedTerm<>(shards -> new Term(new TreeSet<>(shards).toString(), log));

  private record Term(String shards, List<String> log) implements LeaderTerm {
    @Override
    public void start() {
      log.add("start " + shards);
    }

    @Override
    public List<String> waitingFor() {
      return List.of();
    }

    @Override
    public void close() {
      log.add("close " + shards);
    }
  }

  @Test
  void oneTermAtATimeHasAllShardsThatAreLed() {
    term.shard(1).started();
    term.shard(0).started();
    term.shard(1).stopped();
    term.shard(0).stopped();

    assertThat(log)
        .containsExactly(
            "start [1]", "close [1]", "start [0, 1]", "close [0, 1]", "start [0]", "close [0]");
    assertThat(term.get()).isEmpty();
  }

  @Test
  void whatChangesNothingEndsNothing() {
    term.lead(Set.of(0, 1));
    term.shard(1).started();
    term.end();
    term.shard(0).stopped();
    term.end();

    assertThat(log).containsExactly("start [0, 1]", "close [0, 1]");
  }
}

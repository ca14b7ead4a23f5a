package dev.sealer.kube.leader;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Tests which shard a replica named {@code me} asks for. */
final class ShardBalanceTest {

  @ParameterizedTest
  @CsvSource({
    "a a a a, 3",
    "a a a me, 2",
    "a me, -1",
    "a a me, -1",
    "me me me me, -1",
    "a a b b, 1",
    "a b b a b, 4",
    "a b, -1",
    "a, -1",
    "a a - a, -1",
  })
  void asksTheReplicaThatLeadsTwoMore(String leaders, int asked) {
    List<String> all = List.of(leaders.replace("-", "").split(" ", -1));

    assertThat(ShardBalance.ask(all, "me").orElse(-1)).isEqualTo(asked);
  }
}

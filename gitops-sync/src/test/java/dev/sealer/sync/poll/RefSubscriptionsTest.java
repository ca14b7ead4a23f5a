package dev.sealer.sync.poll;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sealer.git.RepositoryUrl;
import dev.sealer.kube.ObjectKey;
import dev.sealer.sync.poll.RefSubscriptions.Subscription;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Who follows which repository. */
final class RefSubscriptionsTest {

  private static final RepositoryUrl ONE = RepositoryUrl.parse("https://git.example.com/one");
  private static final RepositoryUrl SAME = RepositoryUrl.parse("https://git.example.com/one.git");
  private static final RepositoryUrl TWO = RepositoryUrl.parse("https://git.example.com/two");

  private final RefSubscriptions subscriptions = new RefSubscriptions();

  private boolean put(Subscription one) {
    return !subscriptions.put(one.application(), Set.of(one)).isEmpty();
  }

  private static Subscription follows(String name, RepositoryUrl url, String tenant) {
    return new Subscription(new ObjectKey("argocd", name), url, tenant, "main");
  }

  @Test
  void equalRepositoriesOfOneTenantShareAPoll() {
    assertThat(put(follows("a", ONE, "team"))).isTrue();
    assertThat(put(follows("b", SAME, "team"))).isFalse();
    assertThat(put(follows("b", SAME, "team"))).isFalse();

    assertThat(subscriptions.of(follows("a", ONE, "team").repository())).hasSize(2);
  }

  @Test
  void tenantsShareNoPollAndKnowOfEachOther() {
    Subscription team = follows("a", ONE, "team");
    Subscription other = follows("b", ONE, "other");
    assertThat(put(team)).isTrue();
    assertThat(put(other)).isTrue();
    assertThat(put(follows("c", TWO, "third"))).isTrue();

    assertThat(subscriptions.others(team.repository())).containsExactly(other.repository());
  }

  @Test
  void anApplicationOfSeveralSourcesFollowsAllOfThem() {
    Subscription one = follows("a", ONE, "team");
    Subscription two = follows("a", TWO, "team");
    assertThat(put(follows("b", TWO, "team"))).isTrue();

    assertThat(subscriptions.put(one.application(), Set.of(one, two)))
        .containsExactly(one.repository());

    assertThat(subscriptions.of(one.repository())).containsExactly(one);
    assertThat(subscriptions.of(two.repository())).hasSize(2);
    assertThat(subscriptions.put(one.application(), Set.of(two))).isEmpty();
    assertThat(subscriptions.of(one.repository())).isEmpty();
    assertThat(subscriptions.of(two.repository())).hasSize(2);
  }

  @Test
  void anApplicationFollowsOnlyWhatItNamesNow() {
    assertThat(put(follows("a", ONE, "team"))).isTrue();
    assertThat(put(follows("a", TWO, "team"))).isTrue();

    assertThat(subscriptions.of(follows("a", ONE, "team").repository())).isEmpty();
    assertThat(subscriptions.of(follows("a", TWO, "team").repository())).hasSize(1);
    subscriptions.remove(new ObjectKey("argocd", "a"));
    assertThat(subscriptions.of(follows("a", TWO, "team").repository())).isEmpty();
  }
}

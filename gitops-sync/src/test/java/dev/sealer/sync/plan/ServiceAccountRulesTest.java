package dev.sealer.sync.plan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sealer.crds.argoproj.AppProjectSpec.DestinationServiceAccount;
import dev.sealer.crds.argoproj.Destination;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** As whom an Application's objects are written. */
final class ServiceAccountRulesTest {

  private static final String SERVER = "https://kubernetes.default.svc";

  private static String user(String namespace, DestinationServiceAccount... entries) {
    return ServiceAccountRules.user(
        List.of(entries), SERVER, new Destination(SERVER, null, namespace), "argocd");
  }

  private static DestinationServiceAccount entry(String server, String namespace, String account) {
    return new DestinationServiceAccount(server, namespace, account);
  }

  @ParameterizedTest
  @CsvSource({
    "*, *, deployer, shop, system:serviceaccount:shop:deployer",
    "https://kubernetes.default.svc, shop, deployer, shop, system:serviceaccount:shop:deployer",
    "https://*.svc, sh*, deployer, shop, system:serviceaccount:shop:deployer",
    "*, *, other:deployer, shop, system:serviceaccount:other:deployer",
    "*, *, deployer, '', system:serviceaccount:argocd:deployer",
    "*, '', deployer, '', system:serviceaccount:argocd:deployer",
  })
  void anAccountIsOfTheDestinationUnlessItHasANamespace(
      String server, String pattern, String account, String namespace, String user) {
    assertThat(user(namespace, entry(server, pattern, account))).isEqualTo(user);
  }

  @Test
  void theFirstEntryThatFitsCounts() {
    assertThat(
            user(
                "shop",
                entry("https://other", "*", "a"),
                entry("*", "other", "b"),
                entry("*", "*", "c"),
                entry("*", "shop", "d")))
        .isEqualTo("system:serviceaccount:shop:c");
  }

  @Test
  void noEntryIsNotTheOperator() {
    assertThatThrownBy(() -> user("shop", entry("*", "other", "deployer")))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("no entry for server " + SERVER + " and namespace shop");
    assertThatThrownBy(() -> user("shop")).isInstanceOf(IllegalArgumentException.class);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        " ",
        "*",
        ":",
        "a:",
        ":a",
        "a:b:c",
        "a/b",
        "system:masters:x",
        "A",
        "a b",
        "a\nb",
        "-a",
        "kube-system:*"
      })
  void whatIsNotAnAccountIsRefusedAndLaterEntriesDoNotCount(String account) {
    assertThatThrownBy(() -> user("shop", entry("*", "*", account), entry("*", "*", "deployer")))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("is not a name");
  }
}

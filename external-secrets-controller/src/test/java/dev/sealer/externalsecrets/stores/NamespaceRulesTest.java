package dev.sealer.externalsecrets.stores;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sealer.crds.externalsecrets.SecretStoreSpec.LabelSelector;
import dev.sealer.crds.externalsecrets.SecretStoreSpec.LabelSelector.Requirement;
import dev.sealer.crds.externalsecrets.SecretStoreSpec.NamespaceCondition;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class NamespaceRulesTest {

  private static final Map<String, String> LABELS = Map.of("team", "a", "env", "prod");

  @Test
  void withoutConditionsEveryNamespaceMayUseAStore() {
    assertThat(NamespaceRules.allow(List.of(), "any", Map.of())).isTrue();
  }

  @Test
  void oneMatchOfAnyFieldOfAnyConditionIsEnough() {
    NamespaceCondition names = condition(List.of("one", "two"), List.of());
    NamespaceCondition regexes = condition(List.of("other"), List.of("-prod$"));

    assertThat(NamespaceRules.allow(List.of(names, regexes), "two", Map.of())).isTrue();
    assertThat(NamespaceRules.allow(List.of(names, regexes), "shop-prod-eu", Map.of())).isFalse();
    assertThat(NamespaceRules.allow(List.of(names, regexes), "shop-prod", Map.of())).isTrue();
  }

  @Test
  void selectorsNeedAllTheirParts() {
    assertThat(allows(new LabelSelector(Map.of("team", "a"), List.of()))).isTrue();
    assertThat(allows(new LabelSelector(Map.of("team", "b"), List.of()))).isFalse();
    assertThat(allows(requirement("team", "In", "a", "c"))).isTrue();
    assertThat(allows(requirement("team", "NotIn", "a"))).isFalse();
    assertThat(allows(requirement("absent", "NotIn", "a"))).isTrue();
    assertThat(allows(requirement("absent", "DoesNotExist"))).isTrue();
    assertThat(allows(requirement("absent", "Exists"))).isFalse();
    assertThat(allows(requirement("team", "Resembles", "a"))).isFalse();
  }

  @Test
  void namesARegexThatIsNone() {
    assertThat(NamespaceRules.badRegex(List.of(condition(List.of(), List.of("ok", "a(?=b)")))))
        .contains("a(?=b)");
    assertThat(
            NamespaceRules.allow(List.of(condition(List.of(), List.of("a(?=b)"))), "ab", Map.of()))
        .isFalse();
  }

  private static boolean allows(LabelSelector selector) {
    NamespaceCondition condition = new NamespaceCondition(selector, List.of(), List.of());
    return NamespaceRules.allow(List.of(condition), "ns", LABELS);
  }

  private static LabelSelector requirement(String key, String operator, String... values) {
    return new LabelSelector(Map.of(), List.of(new Requirement(key, operator, List.of(values))));
  }

  private static NamespaceCondition condition(List<String> names, List<String> regexes) {
    return new NamespaceCondition(null, names, regexes);
  }
}

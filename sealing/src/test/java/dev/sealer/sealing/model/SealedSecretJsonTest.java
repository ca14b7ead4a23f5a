package dev.sealer.sealing.model;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sealer.sealing.Scope;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.junit.jupiter.api.Test;

class SealedSecretJsonTest {

  @Test
  void writesTheFieldsInTheOrderOfKubeseal() {
    ObjectNode sealed =
        SealedSecretJson.of(named("a"), named("b"), "Opaque", true, Map.of("y", "2", "x", "1"));

    assertThat(sealed)
        .hasToString(
            "{\"kind\":\"SealedSecret\",\"apiVersion\":\"bitnami.com/v1alpha1\","
                + "\"metadata\":{\"name\":\"a\"},"
                + "\"spec\":{\"template\":{\"metadata\":{\"name\":\"b\"},\"type\":\"Opaque\","
                + "\"immutable\":true},\"encryptedData\":{\"x\":\"1\",\"y\":\"2\"}}}");
    assertThat(SealedSecretJson.is(sealed)).isTrue();
    assertThat(SealedSecretJson.is(named("a"))).isFalse();
  }

  @Test
  void leavesOutATypeAndAnImmutabilityThatAreNotSet() {
    ObjectNode sealed = SealedSecretJson.of(named("a"), named("a"), "", null, Map.of());

    assertThat(sealed.at("/spec/template")).hasToString("{\"metadata\":{\"name\":\"a\"}}");
  }

  @Test
  void readsTheScopeFromTheAnnotations() {
    ObjectNode sealed = SealedSecretJson.of(named("a"), named("a"), "", null, Map.of());
    assertThat(SealedSecretJson.scope(sealed)).isEqualTo(Scope.STRICT);

    sealed
        .withObject("/metadata/annotations")
        .put(Scope.CLUSTER_WIDE_ANNOTATION, "true")
        .put("n", 1);
    assertThat(SealedSecretJson.scope(sealed)).isEqualTo(Scope.CLUSTER_WIDE);
  }

  @Test
  void findsTheNameOfTheKindInAFile() {
    byte[] mentioned = "kind: SealedSecret".getBytes(StandardCharsets.UTF_8);

    assertThat(SealedSecretJson.isMentionedIn(mentioned)).isTrue();
    assertThat(SealedSecretJson.isMentionedIn("kind: SealedSecre".getBytes(StandardCharsets.UTF_8)))
        .isFalse();
    assertThat(SealedSecretJson.isMentionedIn(new byte[0])).isFalse();
    assertThat(SealedSecretJson.isMentionedIn(mentioned, StandardCharsets.UTF_16LE)).isFalse();
    assertThat(
            SealedSecretJson.isMentionedIn(
                "SealedSecret".getBytes(StandardCharsets.UTF_16LE), StandardCharsets.UTF_16LE))
        .isTrue();
  }

  @Test
  void groupsErrorsByMessage() {
    DataKeyErrors errors = new DataKeyErrors();
    assertThat(errors.isEmpty()).isTrue();

    errors.add("a", DataKeyErrors.NO_KEY);
    errors.add("b", "other");
    errors.add("c", DataKeyErrors.NO_KEY);

    assertThat(errors.isEmpty()).isFalse();
    assertThat(errors.text()).isEqualTo("no key could decrypt secret (a, c)\nother (b)");
  }

  private static ObjectNode named(String name) {
    return JsonNodeFactory.instance.objectNode().put("name", name);
  }
}

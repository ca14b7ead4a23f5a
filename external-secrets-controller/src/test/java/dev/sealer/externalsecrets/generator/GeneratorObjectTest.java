package dev.sealer.externalsecrets.generator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sealer.externalsecrets.value.UnusableValueException;
import dev.sealer.secret.SecretBytes;
import dev.sealer.testbed.canary.Canary;
import dev.sealer.yaml.KubeYaml;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class GeneratorObjectTest {

  private final SecureRandom random = new SecureRandom();

  private static GeneratorObject parsed(GeneratorKind kind, String spec) {
    JsonNode tree =
        KubeYaml.readDocument("{metadata: {name: g, namespace: ns}, spec: " + spec + "}", "object")
            .content();
    return GeneratorObject.of(kind, (ObjectNode) tree);
  }

  private Map<String, String> generated(GeneratorObject object) throws UnusableValueException {
    Map<String, String> texts = new TreeMap<>();
    ((Generator.Local) object.generator())
        .generate(random)
        .forEach((key, value) -> {
          try (SecretBytes closing = value) {
            texts.put(key, closing.reveal(bytes -> new String(bytes, StandardCharsets.UTF_8)));
          }
        });
    return texts;
  }

  @Test
  void aUuidIsRandomAndOfVersion4() throws Exception {
    GeneratorObject object = parsed(GeneratorKind.UUID, "{}");
    Set<String> uuids = new HashSet<>();
    for (int i = 0; i < 100; i++) {
      String uuid = generated(object).getOrDefault("uuid", "");
      assertThat(uuid)
          .matches("[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}");
      uuids.add(uuid);
    }
    assertThat(uuids).hasSize(100);
  }

  @Test
  void aFakeReturnsWhatItStatesAndDoesNotShowIt() throws Exception {
    Canary canary = Canary.random();
    GeneratorObject object =
        parsed(GeneratorKind.FAKE, "{controller: other, data: {a: " + canary.value() + ", b: ''}}");

    assertThat(generated(object)).isEqualTo(Map.of("a", canary.value(), "b", ""));
    assertThat(object.controllerClass()).isEqualTo("other");
    assertThat(object.toString()).contains("[a, b]").doesNotContain(canary.value());
  }

  @Test
  void aClusterGeneratorMakesWhatItsInnerOneWould() throws Exception {
    assertThat(
            generated(
                parsed(
                    GeneratorKind.CLUSTER, "{kind: Fake, generator: {fakeSpec: {data: {a: b}}}}")))
        .isEqualTo(Map.of("a", "b"));
    assertThat(
            generated(
                parsed(
                    GeneratorKind.CLUSTER,
                    "{kind: Password, generator: {passwordSpec: {length: 7, symbols: 0}}}")))
        .hasEntrySatisfying("password", password -> assertThat(password).hasSize(7));
  }

  @Test
  void aClusterGeneratorOfAKindThatIsNotServedIsNamed() {
    for (String kind : List.of("MFA", "ClusterGenerator", "")) {
      assertThatThrownBy(() ->
              generated(parsed(GeneratorKind.CLUSTER, "{kind: '" + kind + "', generator: {}}")))
          .hasMessage("spec.kind \"" + kind + "\" is not supported");
    }
  }

  @Test
  void aFakeWithoutDataOrWithAnInvalidKeyIsNamed() {
    assertThatThrownBy(() -> generated(parsed(GeneratorKind.FAKE, "{}")))
        .hasMessage("spec.data has no keys; add one");
    assertThatThrownBy(() -> generated(parsed(GeneratorKind.FAKE, "{data: {'a b': x}}")))
        .hasMessageContaining("key \"a b\" is not valid");
  }

  @Test
  void aSpecThatCannotBeParsedIsAProblemOfTheGeneratorOnly() {
    GeneratorObject object = parsed(GeneratorKind.PASSWORD, "{length: {canary: 1}}");

    assertThatThrownBy(() -> generated(object)).hasMessage("spec cannot be parsed");
  }
}

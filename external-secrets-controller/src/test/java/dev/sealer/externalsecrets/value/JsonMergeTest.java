package dev.sealer.externalsecrets.value;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sealer.secret.SecretBytes;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class JsonMergeTest {

  private static final JsonMerge EXTRACT = new JsonMerge(Optional.empty(), List.of(), false, false);

  private static Map<String, String> merged(JsonMerge merge, Map<String, String> values)
      throws UnusableValueException {
    Map<String, SecretBytes> secrets = new LinkedHashMap<>();
    values.forEach((key, value) -> secrets.put(key, SecretBytes.ofUtf8(value)));
    Map<String, String> texts = new HashMap<>();
    merge
        .apply(secrets)
        .forEach((key, value) -> {
          try (value) {
            texts.put(key, value.reveal(bytes -> new String(bytes, StandardCharsets.UTF_8)));
          }
        });
    return texts;
  }

  @Test
  void makesAKeyOfEachMember() throws UnusableValueException {
    assertThat(merged(EXTRACT, Map.of("a", "{\"x\":\"1\",\"y\":2}", "b", "{\"z\":{\"n\":null}}")))
        .isEqualTo(Map.of("x", "1", "y", "2", "z", "{\"n\":null}"));
  }

  @Test
  void refusesAMemberOfTwoUnlessOneHasPriorityOrAnyWillDo() throws UnusableValueException {
    Map<String, String> values = Map.of("a", "{\"x\":\"1\"}", "b", "{\"x\":\"2\"}");

    assertThatThrownBy(() -> merged(EXTRACT, values))
        .isInstanceOf(UnusableValueException.class)
        .hasMessageContaining("\"x\"");
    assertThat(merged(new JsonMerge(Optional.empty(), List.of("a"), false, false), values))
        .isEqualTo(Map.of("x", "1"));
    assertThat(merged(new JsonMerge(Optional.empty(), List.of(), false, true), values))
        .isEqualTo(Map.of("x", "2"));
  }

  @Test
  void refusesAPriorityThatIsNotThereUnlessThatIsTolerated() throws UnusableValueException {
    Map<String, String> values = Map.of("a", "{\"x\":\"1\"}");

    assertThatThrownBy(
            () -> merged(new JsonMerge(Optional.empty(), List.of("b"), false, false), values))
        .isInstanceOf(UnusableValueException.class)
        .hasMessageContaining("\"b\"");
    assertThat(merged(new JsonMerge(Optional.empty(), List.of("b"), true, false), values))
        .isEqualTo(Map.of("x", "1"));
  }

  @Test
  void mergesIntoOneObjectNextToTheValues() throws UnusableValueException {
    JsonMerge merge = new JsonMerge(Optional.of("all"), List.of(), false, false);

    assertThat(merged(merge, Map.of("a", "{\"x\":\"1\"}", "b", "{\"q\\\"\":[1, 2]}")))
        .isEqualTo(
            Map.of(
                "a", "{\"x\":\"1\"}",
                "b", "{\"q\\\"\":[1, 2]}",
                "all", "{\"q\\\"\":[1, 2],\"x\":\"1\"}"));
  }

  @Test
  void namesTheKeyOfWhatIsNotAnObjectAndDoesNotShowIt() {
    assertThatThrownBy(() -> merged(EXTRACT, Map.of("a", "canary-5f")))
        .isInstanceOf(UnusableValueException.class)
        .hasMessageContaining("\"a\"")
        .hasMessageNotContaining("canary");
  }
}

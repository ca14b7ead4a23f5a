package dev.sealer.externalsecrets.plan;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sealer.secret.SecretBytes;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

class RandomContentTest {

  @Test
  void contentWithoutRandomnessIsWrittenAsItIs() {
    Content fresh = content("new");

    assertThat(RandomContent.settle(fresh, Optional.empty(), Optional.of(live(fresh))))
        .isSameAs(fresh);
  }

  @Test
  void aRandomValueStaysWhileItsInputsAreTheSame() {
    Content first = settle("first", "inputs", Optional.empty());
    Content again = settle("second", "inputs", Optional.of(live(first)));

    assertThat(text(again)).isEqualTo("first");
    assertThat(again.annotations()).isEqualTo(first.annotations());
  }

  @Test
  void aRandomValueIsMadeAgainWhenItsInputsChange() {
    LiveSecret live = live(settle("first", "inputs", Optional.empty()));

    assertThat(text(settle("second", "others", Optional.of(live)))).isEqualTo("second");
  }

  @Test
  void aValueThatSomebodyEditedIsNotKept() {
    Content first = settle("first", "inputs", Optional.empty());
    Content edited =
        new Content("", Map.of(), first.annotations(), List.of(), content("edited").data());

    assertThat(text(settle("second", "inputs", Optional.of(live(edited))))).isEqualTo("second");
  }

  @Test
  void aNewKeyMakesAllOfThemAgain() {
    LiveSecret live = live(settle("first", "inputs", Optional.empty()));
    Content more =
        new Content(
            "",
            Map.of(),
            Map.of(),
            List.of(),
            Map.of("k", SecretBytes.ofUtf8("second"), "more", SecretBytes.ofUtf8("m")));

    assertThat(text(RandomContent.settle(more, Optional.of("inputs"), Optional.of(live))))
        .isEqualTo("second");
  }

  private static Content settle(String value, String inputs, Optional<LiveSecret> live) {
    return RandomContent.settle(content(value), Optional.of(inputs), live);
  }

  private static Content content(String value) {
    return new Content(
        "", Map.of(), Map.of("a", "1"), List.of(), Map.of("k", SecretBytes.ofUtf8(value)));
  }

  private static LiveSecret live(Content content) {
    return new LiveSecret(
        "uid",
        "1",
        "Opaque",
        false,
        content.labels(),
        content.annotations(),
        List.of(),
        content.data(),
        new LiveSecret.OwnedKeys(Set.of("k"), Map.of()));
  }

  private static String text(Content content) {
    return content
        .data()
        .getOrDefault("k", SecretBytes.ofUtf8(""))
        .reveal(bytes -> new String(bytes, StandardCharsets.UTF_8));
  }
}

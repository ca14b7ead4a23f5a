package dev.sealer.sync.status;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

final class ShownMessagesTest {

  private static List<String> shown(List<String> messages) {
    ShownMessages shown = new ShownMessages();
    List<String> all = new ArrayList<>();
    messages.forEach(message -> {
      String next = shown.next(message);
      all.add(next == null ? "" : next);
    });
    return all;
  }

  @Test
  void theFirstMessagesAreShown() {
    List<String> messages = new ArrayList<>();
    for (int i = 0; i < 1_000; i++) {
      messages.add(i % 3 == 0 ? "" : "x".repeat(800 + i));
    }
    List<String> shown = shown(messages);

    assertThat(shown.getFirst()).isEmpty();
    assertThat(shown.get(1)).isEqualTo("x".repeat(801));
    assertThat(shown.get(202)).isEqualTo("x".repeat(999) + "…");
    assertThat(shown.getLast()).isEmpty();
    assertThat(shown.stream().mapToInt(String::length).sum()).isBetween(199_000, 200_000);
    assertThat(shown(shown)).isEqualTo(shown);
  }

  @Test
  void aMessageOfTheWholeIsCutLater() {
    assertThat(ShownMessages.whole("x".repeat(8_192))).hasSize(8_192).doesNotContain("…");
    assertThat(ShownMessages.whole("x".repeat(8_193))).hasSize(8_192).endsWith("…");
  }
}

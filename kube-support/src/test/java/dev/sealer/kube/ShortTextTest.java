package dev.sealer.kube;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ShortTextTest {

  @ParameterizedTest
  @CsvSource({
    "'', 3, ''",
    "abc, 3, abc",
    "abcd, 3, ab…",
    "a😀b, 4, a😀b",
    "a😀bc, 4, a😀…",
    "a😀bc, 3, a…",
    "😀😀, 1, …",
    "😀😀, 2, …",
  })
  void cutsBetweenCharacters(String text, int max, String expected) {
    assertThat(ShortText.of(text, max)).isEqualTo(expected).hasSizeLessThanOrEqualTo(max);
  }
}

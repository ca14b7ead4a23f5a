package dev.sealer.gocompat;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The expectations were printed by Go 1.26's {@code strconv}. */
class GoLiteralsTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = ' ',
      quoteCharacter = '~',
      value = {
        "plain \"plain\" \"plain\"",
        "é \"é\" \"\\u00e9\"",
        "😀 \"😀\" \"\\U0001f600\"",
        "a\\b \"a\\\\b\" \"a\\\\b\"",
        "a\u0007\u000b\u007fz \"a\\a\\v\\x7fz\" \"a\\a\\v\\x7fz\"",
        "\ufeff \"\\ufeff\" \"\\ufeff\"",
      })
  void quotesAsGo(String text, String quoted, String ascii) {
    assertThat(GoQuoting.quote(text)).isEqualTo(quoted);
    assertThat(GoQuoting.quoteToAscii(text)).isEqualTo(ascii);
    assertThat(GoLiterals.string(quoted)).contains(text);
    assertThat(GoLiterals.string(ascii)).contains(text);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"\"\\q\"", "\"\\x1\"", "\"\\400\"", "\"\\ud800\"", "\"\\U00110000\"", "\"\\'\""})
  void refusesEscapesThatGoRefuses(String literal) {
    assertThat(GoLiterals.string(literal)).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ' ',
      quoteCharacter = '~',
      value = {
        "'x' 120",
        "'\\n' 10",
        "'\\xff' 255",
        "'\\u00e9' 233",
        "'' -1",
        "'ab' -2",
        "'\\'' 39"
      })
  void readsCharacters(String literal, int value) {
    assertThat(GoLiterals.character(literal)).isEqualTo(value);
  }

  @ParameterizedTest
  @CsvSource({"120, 'U+0078 ''x'''", "128512, 'U+1F600 ''😀'''", "7, U+0007"})
  void writesCodePoints(int codePoint, String text) {
    assertThat(GoQuoting.unicode(codePoint, true)).isEqualTo(text);
  }
}

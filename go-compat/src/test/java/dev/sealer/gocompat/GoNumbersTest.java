package dev.sealer.gocompat;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The expectations were printed by Go 1.26's {@code strconv}. */
class GoNumbersTest {

  @ParameterizedTest
  @CsvSource({
    "0, 0",
    "-0, 0",
    "00, 0",
    "017, 15",
    "0o17, 15",
    "0x_1f, 31",
    "-0b101, -5",
    "1_000, 1000",
    "+9223372036854775807, 9223372036854775807",
    "-9223372036854775808, -9223372036854775808",
    "0000000000000000000000000000000000000000000000000000000000000000000000000001, 1",
  })
  void readsIntegersAsGo(String text, long value) {
    assertThat(GoNumbers.parseInt(text)).hasValue(value);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "+",
        "-",
        "0x",
        "0b",
        "08",
        "0b2",
        "1_",
        "_1",
        "1__0",
        "0_x1",
        "9223372036854775808",
        "1.0",
        "１",
        " 1",
        "--1",
        "10000000000000000000000000000000000000000000000000000000000000000000"
      })
  void refusesWhatIsNotAnInteger(String text) {
    assertThat(GoNumbers.parseInt(text)).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({"ff, 16, 255", "-101, 2, -5", "0099, 10, 99"})
  void readsIntegersOfABase(String text, int base, long value) {
    assertThat(GoNumbers.parseInt(text, base)).hasValue(value);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "-", "0x1", "1_0", "9223372036854775808"})
  void refusesWhatIsNotDecimal(String text) {
    assertThat(GoNumbers.parseInt(text, 10)).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({"18446744073709551615, -1", "0xff, 255", "7, 7"})
  void readsUnsignedIntegers(String text, long bits) {
    assertThat(GoNumbers.parseUint(text)).hasValue(bits);
  }

  @ParameterizedTest
  @ValueSource(strings = {"+1", "-1", "18446744073709551616"})
  void refusesWhatIsNotUnsigned(String text) {
    assertThat(GoNumbers.parseUint(text)).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "1, 1",
    "1., 1",
    ".5, 0.5",
    "-1e3, -1000",
    "1E+2, 100",
    "0x1p4, 16",
    "0x.8p1, 1",
    "1_0.5, 10.5",
    "+Inf, Infinity",
    "-infinity, -Infinity",
    "NaN, NaN",
  })
  void readsFloatsAsGo(String text, double value) {
    assertThat(GoNumbers.parseFloat(text)).hasValue(value);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", ".", "e1", "1e", "1e+", "0x1", "0x1.8", "1e400", "+nan", "1_.5", "1f", "0x1p"})
  void refusesWhatIsNotAFloat(String text) {
    assertThat(GoNumbers.parseFloat(text)).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"inf", "0x1p4", "1_0"})
  void readsOnlyPlainDecimals(String text) {
    assertThat(GoNumbers.parseDecimal(text)).isEmpty();
  }
}

package dev.sealer.gocompat;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The expectations were printed by Go 1.26's {@code time} package. */
class GoDurationTest {

  @ParameterizedTest
  @CsvSource({
    "0,PT0S",
    "1h0m0s,PT1H",
    "1h30m,PT1H30M",
    "1.5h,PT1H30M",
    "-1h,PT-1H",
    "300ms,PT0.3S",
    ".5s,PT0.5S",
    "1.s,PT1S",
    "1us,PT0.000001S",
    "1µs,PT0.000001S",
    "1μs,PT0.000001S",
    "+2s,PT2S",
    "-9223372036854775808ns,PT-2562047H-47M-16.854775808S"
  })
  void readsWhatGoReads(String text, String iso) {
    assertThat(GoDuration.parse(text)).contains(Duration.parse(iso));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "1",
        "h",
        "1d",
        "1h ",
        "1h-3m",
        "P1D",
        "99999999999h",
        ".",
        "9223372036854775808ns"
      })
  void refusesWhatGoRefuses(String text) {
    assertThat(GoDuration.parse(text)).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "'', time: invalid duration \"\"",
    "1, time: missing unit in duration \"1\"",
    "1d, time: unknown unit \"d\" in duration \"1d\"",
    "1h-3m, time: unknown unit \"h-\" in duration \"1h-3m\"",
  })
  void saysWhatGoSays(String text, String message) {
    assertThatThrownBy(() -> GoDuration.parseNanos(text))
        .isInstanceOf(InvalidDurationException.class)
        .hasMessage(message);
  }

  @ParameterizedTest
  @CsvSource({
    "0, 0s",
    "1, 1ns",
    "1500, 1.5µs",
    "-2000000, -2ms",
    "1000000000, 1s",
    "5400000000000, 1h30m0s",
    "90061001000000, 25h1m1.001s",
    "-9223372036854775808, -2562047h47m16.854775808s",
  })
  void printsWhatGoPrints(long nanos, String text) {
    assertThat(GoDuration.format(nanos)).isEqualTo(text);
  }

  @ParameterizedTest
  @CsvSource({
    "1499, 1000, 1000",
    "1500, 1000, 2000",
    "-1500, 1000, -2000",
    "7, 0, 7",
    "9223372036854775807, 1000, 9223372036854775807",
    "-9223372036854775808, 1000, -9223372036854775808",
  })
  void roundsAsGoRounds(long nanos, long unit, long rounded) {
    assertThat(GoDuration.round(nanos, unit)).isEqualTo(rounded);
  }

  @Property
  void readsWhatItPrinted(@ForAll long nanos) throws InvalidDurationException {
    assertThat(GoDuration.parseNanos(GoDuration.format(nanos))).isEqualTo(nanos);
  }
}

package dev.sealer.externalsecrets.parse;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

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
    "+2s,PT2S"
  })
  void readsWhatGoReads(String text, String iso) {
    assertThat(GoDuration.parse(text)).contains(Duration.parse(iso));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "1", "h", "1d", "1h ", "1h-3m", "P1D", "99999999999h", "."})
  void refusesWhatGoRefuses(String text) {
    assertThat(GoDuration.parse(text)).isEmpty();
  }
}

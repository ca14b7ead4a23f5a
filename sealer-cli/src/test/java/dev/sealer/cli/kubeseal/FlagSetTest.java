package dev.sealer.cli.kubeseal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class FlagSetTest {
  private final FlagSet flags =
      new FlagSet(
          List.of(
              new Flag("cert", "", Flag.Kind.STRING, "", "u", true, null),
              new Flag("format", "o", Flag.Kind.STRING, "json", "u", true, null),
              new Flag("raw", "r", Flag.Kind.BOOL, "false", "u", true, null),
              new Flag("from-file", "", Flag.Kind.STRINGS, "", "u", true, null),
              new Flag("as-group", "", Flag.Kind.STRING_ARRAY, "", "u", true, null),
              new Flag("v", "v", Flag.Kind.NUMBER, "0", "u", false, null),
              new Flag("rotate", "", Flag.Kind.BOOL, "false", "u", true, "raw"),
              new Flag("scope", "", Flag.Kind.STRING, "strict", "u", true, null)),
          "P_",
          Map.of("scope", value -> value.equals("bad") ? "not that" : ""));

  private FlagValues parse(String... line) throws FlagException {
    return flags.parse(List.of(line), Map.of());
  }

  @ParameterizedTest
  @ValueSource(strings = {"--format=yaml", "-oyaml", "-o=yaml"})
  void takesAValueInOneWord(String word) throws FlagException {
    assertThat(parse(word).text("format")).isEqualTo("yaml");
  }

  @Test
  void takesAValueInTheNextWordEvenIfItLooksLikeAFlag() throws FlagException {
    assertThat(parse("--cert", "--raw").text("cert")).isEqualTo("--raw");
    assertThat(parse("-o", "yaml").text("format")).isEqualTo("yaml");
  }

  @Test
  void aBooleanTakesNoFurtherWord() throws FlagException {
    FlagValues values = parse("--raw", "false");
    assertThat(values.on("raw")).isTrue();
    assertThat(values.rest()).containsExactly("false");
    assertThat(parse("--raw=F").on("raw")).isFalse();
  }

  @Test
  void lettersCanBeJoined() throws FlagException {
    FlagValues values = parse("-roYAML");
    assertThat(values.on("raw")).isTrue();
    assertThat(values.text("format")).isEqualTo("YAML");
  }

  @Test
  void wordsThatAreNoFlagsAreKeptAsideAlsoBetweenFlags() throws FlagException {
    assertThat(parse("a", "--raw", "-", "--", "--cert").rest()).containsExactly("a", "-", "--cert");
  }

  @Test
  void theLastOfSeveralWins() throws FlagException {
    assertThat(parse("-o", "a", "--format", "b").text("format")).isEqualTo("b");
  }

  @Test
  void listsAreSplitAtCommasOutsideQuotesAndJoined() throws FlagException {
    assertThat(parse("--from-file", "a,b", "--from-file=\"c,d\",e").list("from-file"))
        .containsExactly("a", "b", "c,d", "e");
    assertThat(parse("--as-group", "a,b", "--as-group", "c").list("as-group"))
        .containsExactly("a,b", "c");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "--nope | unknown flag: --nope",
        "--nope=1 | unknown flag: --nope",
        "-z | unknown shorthand flag: 'z' in -z",
        "-rz | unknown shorthand flag: 'z' in -z",
        "--cert | flag needs an argument: --cert",
        "-o | flag needs an argument: 'o' in -o",
        "-ro | flag needs an argument: 'o' in -o",
        "--=x | bad flag syntax: --=x",
        "---x | bad flag syntax: ---x",
        "--raw=maybe | invalid argument \"maybe\" for \"-r, --raw\" flag: strconv.ParseBool:"
            + " parsing \"maybe\": invalid syntax",
        "--scope=bad | invalid argument \"bad\" for \"--scope\" flag: not that",
        "-vx | invalid argument \"x\" for \"-v, --v\" flag: strconv.ParseInt: parsing \"x\":"
            + " invalid syntax",
      })
  void saysWhatDoesNotFit(String word, String message) {
    assertThatExceptionOfType(FlagException.class)
        .isThrownBy(() -> parse(word))
        .withMessage(message);
  }

  @Test
  void theEnvironmentSetsFlagsAndTheLineWins() throws FlagException {
    Map<String, String> environment = Map.of("P_FORMAT", "yaml", "P_CERT", "c", "P_RAW", "1");
    FlagValues values = flags.parse(List.of("--cert", "d"), environment);
    assertThat(values.text("format")).isEqualTo("yaml");
    assertThat(values.text("cert")).isEqualTo("d");
    assertThat(values.on("raw")).isTrue();
  }

  @Test
  void anEmptyVariableCountsAndOneThatDoesNotFitDoesNot() throws FlagException {
    FlagValues values =
        flags.parse(List.of(), Map.of("P_FORMAT", "", "P_RAW", "maybe", "P_SCOPE", "bad"));
    assertThat(values.text("format")).isEmpty();
    assertThat(values.given("format")).isTrue();
    assertThat(values.on("raw")).isFalse();
    assertThat(values.text("scope")).isEqualTo("strict");
  }

  @Test
  void listsOfTheEnvironmentAndTheLineAreJoined() throws FlagException {
    assertThat(
            flags
                .parse(List.of("--from-file", "c"), Map.of("P_FROM_FILE", "a,b"))
                .list("from-file"))
        .containsExactly("a", "b", "c");
  }

  @Test
  void loggingFlagsHaveNoVariable() throws FlagException {
    assertThat(flags.parse(List.of(), Map.of("P_V", "9")).given("v")).isFalse();
  }

  @Test
  void aDeprecatedFlagIsTakenAndToldAbout() throws FlagException {
    assertThat(parse("--rotate").deprecations())
        .containsExactly("Flag --rotate has been deprecated, please use --raw instead");
    assertThat(flags.usage()).contains("--raw").doesNotContain("--rotate");
  }

  @Test
  void helpEndsTheLine() throws FlagException {
    assertThat(parse("-h", "--nope").helpAsked()).isTrue();
  }
}

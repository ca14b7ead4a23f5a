package dev.sealer.template.sprig;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.sealer.template.GoTemplate;
import dev.sealer.template.RenderOptions;
import dev.sealer.template.Sprig;
import dev.sealer.template.TemplateOptions;
import dev.sealer.template.context.Limits;
import dev.sealer.template.error.TemplateExecutionException;
import dev.sealer.template.error.TemplateLimitException;
import dev.sealer.template.error.TemplateLimitException.Limit;
import dev.sealer.template.upstream.ApplicationSetFunctions;
import dev.sealer.template.value.Values;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Calls of Sprig's functions that are meant to take all memory or all time end at a limit. */
final class HostileSprigTest {

  /** A tenth of what is usual, so that the tests are quick; never ended by the clock. */
  private static final Limits LIMITS =
      Limits.DEFAULT
          .withSteps(200_000)
          .withText(6_000_000)
          .withExpensive(300)
          .withTime(Duration.ofMinutes(10));

  private static String render(String text) {
    TemplateOptions options =
        TemplateOptions.DEFAULT.withFunctions(
            Sprig.library().with(ApplicationSetFunctions.library()));
    return GoTemplate.parse("hostile", text, options)
        .render(Values.of(Map.of()), RenderOptions.standard().withLimits(LIMITS));
  }

  @ParameterizedTest
  @CsvSource(
      quoteCharacter = '\'',
      delimiter = '~',
      value = {
        // Sizes
        "TEXT  ~ {{until 1000000000}}",
        "TEXT  ~ {{untilStep -9223372036854775808 9223372036854775807 1}}",
        "TEXT  ~ {{seq 1 9223372036854775806}}",
        "TEXT  ~ {{repeat 9223372036854775807 `ab`}}",
        "TEXT  ~ {{repeat 100000 (repeat 100000 `ab`)}}",
        "TEXT  ~ {{indent 2147483647 (repeat 1000 \"\\n\")}}",
        "TEXT  ~ {{nindent 9223372036854775807 `x`}}",
        "TEXT  ~ {{randAlpha 1000000000}}",
        "STEPS ~ {{randAlpha 1000000}}",
        "TEXT  ~ {{randBytes 1000000000}}",
        "TEXT  ~ {{replace `a` (repeat 10000 `b`) (repeat 10000 `a`)}}",
        "TEXT  ~ {{replace `` (repeat 10000 `b`) (repeat 10000 `a`)}}",
        "TEXT  ~ {{join (repeat 100000 `x`) (until 1000)}}",
        "TEXT  ~ {{splitList `` (repeat 500000 `é`)}}",
        "TEXT  ~ {{split `a` (repeat 100000 `a`)}}",
        "TEXT  ~ {{wrapWith 1 (repeat 10000 `x`) (repeat 10000 `a`)}}",
        "TEXT  ~ {{toJson (repeat 1500000 `<`)}}",
        "TEXT  ~ {{fromYaml (repeat 2000000 `1`)}}",
        // Doubling
        "STEPS ~ {{$x := list 1}}{{range 60}}{{$x = concat $x $x}}{{end}}",
        "STEPS ~ {{$x := list}}{{range 1000000}}{{$x = append $x .}}{{end}}",
        "STEPS ~ {{$x := list}}{{range 1000000}}{{$x = prepend $x .}}{{end}}",
        "TEXT  ~ {{$x := list}}{{range 60}}{{$x = list $x $x}}{{end}}{{$x}}",
        "TEXT  ~ {{$x := list}}{{range 60}}{{$x = list $x $x}}{{end}}{{eq $x $x}}",
        "STEPS ~ {{$x := list}}{{range 60}}{{$x = list $x $x}}{{end}}{{toJson $x}}",
        "TEXT  ~ {{$x := list}}{{range 60}}{{$x = list $x $x}}{{end}}{{toPrettyJson $x}}",
        "STEPS ~ {{$x := list}}{{range 60}}{{$x = list $x $x}}{{end}}{{toYaml $x}}",
        "STEPS ~ {{$x := list}}{{range 60}}{{$x = list $x $x}}{{end}}{{deepEqual $x $x}}",
        "TEXT  ~ {{$x := list}}{{range 60}}{{$x = list $x $x}}{{end}}{{deepCopy $x}}",
        "TEXT  ~ {{$x := dict}}{{range 60}}{{$x = dict `a` $x `b` $x}}{{end}}{{merge (dict) $x $x}}",
        // Work that is more than the size of the arguments
        "STEPS ~ {{uniq (until 100000)}}",
        "STEPS ~ {{regexFindAll `a.*b|a` (repeat 100000 `a`) -1}}",
        "STEPS ~ {{regexReplaceAll `a.*b|a` (repeat 100000 `a`) `c`}}",
        "STEPS ~ {{regexSplit `a.*b|a` (repeat 100000 `a`) -1}}",
        "STEPS ~ {{regexMatch `(a?){1000}(a){1000}` (repeat 100000 `a`)}}",
        "STEPS ~ {{regexMatch (repeat 1000 `a{1000}`) `a`}}",
        "TEXT  ~ {{range 100000}}{{$x := regexMatch `(a|b){50}` `a`}}{{end}}",
        "STEPS ~ {{semverCompare (repeat 100000 `>1 `) `1.0.0`}}",
        "STEPS ~ {{shuffle (repeat 1000000 `a`)}}",
        // Looking at the same large value again and again
        "STEPS ~ {{$x := repeat 2000000 `é`}}{{range 1000000}}{{$y := trunc 5 $x}}{{end}}",
        "STEPS ~ {{$x := repeat 2000000 `é`}}{{range 1000000}}{{$y := len $x}}{{end}}",
        "STEPS ~ {{$x := repeat 2000000 `1`}}{{range 1000000}}{{$y := int $x}}{{end}}",
        "STEPS ~ {{$x := until 300000}}{{range 1000000}}{{$y := rest $x}}{{end}}",
        "STEPS ~ {{$d := dict}}{{range 1000000}}{{$_ := set $d (print .) .}}{{$k := keys $d}}{{end}}",
        "STEPS ~ {{$d := dict}}{{range 1000000}}{{$_ := set $d (print .) .}}{{range"
            + " $d}}{{break}}{{end}}{{end}}",
        // Maps that hold themselves, and deep nesting
        "DEPTH ~ {{$d := dict}}{{$_ := set $d `a` $d}}{{$d}}",
        "DEPTH ~ {{$d := dict}}{{$_ := set $d `a` $d}}{{toJson $d}}",
        "DEPTH ~ {{$d := dict}}{{$_ := set $d `a` $d}}{{toYaml $d}}",
        "DEPTH ~ {{$d := dict}}{{$_ := set $d `a` $d}}{{deepCopy $d}}",
        "DEPTH ~ {{$d := dict}}{{$_ := set $d `a` $d}}{{deepEqual $d $d}}",
        "DEPTH ~ {{$d := dict}}{{$_ := set $d `a` $d}}{{merge $d $d}}",
        "DEPTH ~ {{$d := dict}}{{$_ := set $d `a` $d}}{{eq $d $d}}",
        "DEPTH ~ {{$d := dict}}{{$_ := set $d `a` $d}}{{uniq (list $d $d)}}",
        "DEPTH ~ {{$x := list}}{{range 30000}}{{$x = list $x}}{{end}}{{$x}}",
        "DEPTH ~ {{$x := list}}{{range 30000}}{{$x = list $x}}{{end}}{{mustToJson $x}}",
        // Expensive calls
        "EXPENSIVE ~ {{range 1000}}{{bcrypt `x`}}{{end}}",
        "EXPENSIVE ~ {{range 1000}}{{htpasswd `u` `x`}}{{end}}",
        "EXPENSIVE ~ {{range 1000}}{{derivePassword 1 `long` `a` `b` `c`}}{{end}}",
        "EXPENSIVE ~ {{genPrivateKey `rsa`}}",
        "EXPENSIVE ~ {{range 2}}{{$x := genCA `x` 1}}{{end}}",
      })
  void endsAtItsLimit(Limit limit, String text) {
    assertThatExceptionOfType(TemplateLimitException.class)
        .isThrownBy(() -> render(text))
        .satisfies(e -> assertThat(e.limit()).isEqualTo(limit))
        .withMessageContaining("exceeds the limit of");
  }

  @ParameterizedTest
  @CsvSource(
      quoteCharacter = '\'',
      delimiter = '~',
      value = {
        "{{regexMatch `(((a{1000}){1000}){1000})` `a`}}                  ~ false",
        "{{int (repeat 2000000 `1`)}}{{atoi (repeat 2000000 `1`)}}       ~ 09223372036854775807",
        "{{float64 `1e1000000000`}}{{float64 `0x1p1000000000`}}          ~ 00",
        "{{seq 0 9223372036854775807}}{{untilStep 0 9 -9223372036854775808}} ~ []",
        "{{trunc -9223372036854775808 `x`}}{{abbrev 9223372036854775807 `y`}} ~ xy",
        "{{round 1e300 2147483647}}{{round 1.5 -9223372036854775808}}    ~ NaNNaN",
        "{{div -9223372036854775808 -1}}                                 ~ -9223372036854775808",
        "{{splitn `,` -9223372036854775808 `a,b`}}                       ~ map[_0:a _1:b]",
        "{{regexFindAll `a` `aa` -9223372036854775808}}                  ~ [a a]",
        "{{wrapWith 9223372036854775807 `` `a b`}}                       ~ a b",
      })
  void hostileNumbersAreNumbers(String text, String output) {
    assertThat(render(text)).isEqualTo(output);
  }

  @ParameterizedTest
  @CsvSource(
      quoteCharacter = '\'',
      delimiter = '~',
      value = {
        "{{date `2006` 9223372036854775807}} ~ beyond the year 999999999",
        "{{date `2006` -9223372036854775808}} ~ beyond the year 999999999",
        "{{genCAWithKey `x` 9223372036854775807 (genPrivateKey `x`)}} ~ no PEM data",
        "{{substr 9223372036854775807 -9223372036854775808 `x`}} ~ slice bounds out of range",
        "{{mustFromJson (repeat 100000 `[`)}} ~ exceeded max depth",
        "{{fromYamlArray (repeat 3000 `[`)}} ~ nested deeper than the limit",
      })
  void hostileArgumentsAreRefused(String text, String words) {
    Limits roomy = LIMITS.withExpensive(10_000);
    TemplateOptions options =
        TemplateOptions.DEFAULT.withFunctions(
            Sprig.library().with(ApplicationSetFunctions.library()));

    assertThatExceptionOfType(TemplateExecutionException.class)
        .isThrownBy(() ->
            GoTemplate.parse("hostile", text, options)
                .render(Values.of(Map.of()), RenderOptions.standard().withLimits(roomy)))
        .withMessageContaining(words);
  }

  @ParameterizedTest
  @ValueSource(strings = {"rsa", "dsa"})
  void theTimeLimitEndsTheMakingOfAKeyMidway(String type) {
    AtomicLong looks = new AtomicLong();
    RenderOptions slow =
        RenderOptions.standard()
            .withLimits(Limits.DEFAULT.withTime(Duration.ofSeconds(1)))
            .withNanoTime(() -> Duration.ofSeconds(looks.getAndIncrement()).toNanos());
    GoTemplate template =
        GoTemplate.parse(
            "key",
            "{{genPrivateKey \"" + type + "\"}}",
            TemplateOptions.DEFAULT.withFunctions(Sprig.library()));

    assertThatExceptionOfType(TemplateLimitException.class)
        .isThrownBy(() -> template.render(Values.of(Map.of()), slow))
        .satisfies(e -> assertThat(e.limit()).isEqualTo(Limit.TIME));
    // The start, the call, and the first number that was drawn. How many numbers a key needs is
    // chance, but never none; nothing else in this template looks at the clock.
    assertThat(looks).hasValue(3);
  }

  @Test
  void valuesAsDeepAsAllowedFitTheUsualStack() throws InterruptedException {
    String text =
        "{{$x := dict}}{{range 990}}{{$x = dict `a` (list $x)}}{{end}}{{$y := list}}"
            + "{{range 990}}{{$y = list $y}}{{end}}"
            + "{{len (toJson $y)}} {{len (print $y)}} {{deepEqual $y (deepCopy $y)}}";
    AtomicReference<Object> result = new AtomicReference<>();

    Thread thread = new Thread(null, () -> result.set(render(text)), "usual stack", 1024 * 1024);
    thread.start();
    thread.join();

    assertThat(result.get()).isEqualTo("1982 1982 true");
  }
}

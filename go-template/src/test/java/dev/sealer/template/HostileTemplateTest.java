package dev.sealer.template;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.sealer.template.context.Limits;
import dev.sealer.template.error.TemplateException;
import dev.sealer.template.error.TemplateLimitException;
import dev.sealer.template.error.TemplateLimitException.Limit;
import dev.sealer.template.error.TemplateParseException;
import dev.sealer.template.value.Function;
import dev.sealer.template.value.FunctionLibrary;
import dev.sealer.template.value.ListValue;
import dev.sealer.template.value.NilValue;
import dev.sealer.template.value.Signature;
import dev.sealer.template.value.StringValue;
import dev.sealer.template.value.Value;
import dev.sealer.template.value.Values;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Templates written to do harm end at the limit that is meant for them. */
class HostileTemplateTest {

  @ParameterizedTest
  @CsvSource(
      quoteCharacter = '\'',
      delimiter = '~',
      value = {
        "STEPS  ~ {{range 9000000000}}{{end}}",
        "STEPS  ~ {{range 100000}}{{range 100000}}{{end}}{{end}}",
        "STEPS  ~ {{range 9000000000}}{{$x := .}}{{end}}",
        "OUTPUT ~ {{range 9000000000}}some text that adds up over time{{end}}",
        "OUTPUT ~ {{range 2000}}{{printf `%9999d` 1}}{{end}}",
        "TEXT   ~ {{$x := `ab`}}{{range 60}}{{$x = printf `%s%s` $x $x}}{{end}}",
        "TEXT   ~ {{$x := `ab`}}{{range 60}}{{$x = print $x $x}}{{end}}{{len $x}}",
        "TEXT   ~ {{range 1000}}{{$x := printf `%999999d` 1}}{{end}}",
        "TEXT   ~ {{range 1000}}{{$x := printf `%.999999f` 1.5}}{{end}}",
        "TEXT   ~ {{$x := `<`}}{{range 60}}{{$x = html $x $x}}{{end}}",
        "DEPTH  ~ {{define `a`}}{{template `a`}}{{end}}{{template `a`}}",
        "DEPTH  ~ {{define `a`}}{{template `b`}}{{end}}{{define `b`}}{{template"
            + " `a`}}{{end}}{{template `a`}}",
      })
  void ends_at_its_limit(Limit limit, String text) {
    GoTemplate template = GoTemplate.parse("hostile", text, TemplateOptions.DEFAULT);

    assertThatExceptionOfType(TemplateLimitException.class)
        .isThrownBy(() -> template.render(NilValue.ABSENT, RenderOptions.standard()))
        .satisfies(e -> assertThat(e.limit()).isEqualTo(limit))
        .withMessageStartingWith("template: hostile:1:")
        .withMessageContaining("exceeds the limit of");
  }

  @Test
  void time_ends_a_rendering_by_the_clock_that_was_passed_in() {
    AtomicLong clock = new AtomicLong();
    RenderOptions options =
        RenderOptions.standard()
            .withNanoTime(() -> clock.addAndGet(Duration.ofMillis(10).toNanos()))
            .withLimits(Limits.DEFAULT.withTime(Duration.ofSeconds(1)));
    GoTemplate template =
        GoTemplate.parse("slow", "{{range 9000000000}}{{end}}", TemplateOptions.DEFAULT);

    assertThatExceptionOfType(TemplateLimitException.class)
        .isThrownBy(() -> template.render(NilValue.ABSENT, options))
        .withMessageContaining("1000 milliseconds")
        .satisfies(e -> assertThat(e.limit()).isEqualTo(Limit.TIME));
  }

  @Test
  void expensive_functions_are_counted() {
    Function key =
        Function.of("genKey", Signature.takes(), (context, args) -> StringValue.of("k"))
            .costing(40);
    TemplateOptions options = TemplateOptions.DEFAULT.withFunctions(FunctionLibrary.of(key));
    RenderOptions world = RenderOptions.standard().withLimits(Limits.DEFAULT.withExpensive(100));

    assertThat(
            GoTemplate.parse("t", "{{genKey}}{{genKey}}", options).render(NilValue.ABSENT, world))
        .isEqualTo("kk");
    assertThatExceptionOfType(TemplateLimitException.class)
        .isThrownBy(() ->
            GoTemplate.parse("t", "{{range 3}}{{genKey}}{{end}}", options)
                .render(NilValue.ABSENT, world))
        .satisfies(e -> assertThat(e.limit()).isEqualTo(Limit.EXPENSIVE));
  }

  @ParameterizedTest
  @CsvSource({
    "(, print 1, )",
    "'{{if 1}}', x, '{{end}}'",
    "'{{with 1}}', x, '{{end}}'",
    "'{{range 1}}', x, '{{end}}'",
    "'{{block \"a\" .}}', x, '{{end}}'",
    "'{{if 0}}{{else if 1}}', x, ''"
  })
  void nesting_without_end_is_refused_when_parsed(String open, String middle, String close) {
    String text = open.repeat(20_000) + middle + close.repeat(20_000);
    String template = open.equals("(") ? "{{" + text + "}}" : text;

    assertThatExceptionOfType(TemplateParseException.class)
        .isThrownBy(() -> GoTemplate.parse("deep", template, TemplateOptions.DEFAULT));
  }

  @Test
  void the_depth_allowed_fits_the_usual_stack() throws InterruptedException {
    String text =
        "{{define `down`}}{{if .}}{{range .}}{{with .}}{{template `down`"
            + " .}}{{end}}{{end}}{{end}}{{end}}{{template `down` .}}";
    Value data = nested(200);
    AtomicReference<Throwable> failure = new AtomicReference<>();

    Thread thread =
        new Thread(
            null,
            () -> {
              try {
                GoTemplate.parse("t", text, TemplateOptions.DEFAULT)
                    .render(data, RenderOptions.standard());
              } catch (TemplateException e) {
                failure.set(e);
              }
            },
            "usual stack",
            1024 * 1024);
    thread.start();
    thread.join();

    assertThat(failure.get()).isNull();
  }

  @Test
  void data_nested_too_deeply_to_print_ends_at_the_depth_limit() {
    Value data = nested(100_000);

    assertThatExceptionOfType(TemplateLimitException.class)
        .isThrownBy(() ->
            GoTemplate.parse("t", "{{.}}", TemplateOptions.DEFAULT)
                .render(data, RenderOptions.standard()))
        .satisfies(e -> assertThat(e.limit()).isEqualTo(Limit.DEPTH));
  }

  private static Value nested(int depth) {
    Value value = Values.of(List.of());
    for (int i = 0; i < depth; i++) {
      value = ListValue.of(List.of(value));
    }
    return value;
  }
}

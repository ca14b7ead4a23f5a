package dev.sealer.template;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.sealer.template.context.MissingKey;
import dev.sealer.template.error.ErrorText;
import dev.sealer.template.error.FunctionException;
import dev.sealer.template.error.TemplateExecutionException;
import dev.sealer.template.error.TemplateParseException;
import dev.sealer.template.value.Function;
import dev.sealer.template.value.FunctionLibrary;
import dev.sealer.template.value.GoType;
import dev.sealer.template.value.IntValue;
import dev.sealer.template.value.Signature;
import dev.sealer.template.value.StringValue;
import dev.sealer.template.value.Value;
import dev.sealer.template.value.Values;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What the suite of cases cannot say: options, Java data, own functions, threads. */
class GoTemplateTest {

  private static String render(String text, Value data) {
    return GoTemplate.parse("t", text, TemplateOptions.DEFAULT)
        .render(data, RenderOptions.standard());
  }

  @Test
  void java_data_becomes_go_values() {
    Value data =
        Values.of(
            Map.of(
                "short",
                (short) 1,
                "big",
                BigInteger.TEN,
                "huge",
                BigInteger.TWO.pow(80),
                "decimal",
                new BigDecimal("2.50"),
                "float",
                0.5f,
                "bytes",
                new byte[] {1, 2},
                "list",
                Arrays.asList(1, null, "x"),
                "typed",
                StringValue.of("s")));

    assertThat(render("{{range $k, $v := .}}{{$k}}={{printf \"%T(%v)\" $v $v}} {{end}}", data))
        .isEqualTo(
            "big=int(10) bytes=[]uint8([1 2]) decimal=float64(2.5) float=float64(0.5) "
                + "huge=float64(1.2089258196146292e+24) list=[]interface {}([1 <nil> x]) "
                + "short=int(1) typed=string(s) ");
  }

  @Test
  void json_data_has_floats_only() {
    assertThat(render("{{printf \"%T\" .}}", Values.ofJson(5))).isEqualTo("float64");
    assertThat(render("{{.a}}", Values.ofJson(Map.of("a", 1_000_000)))).isEqualTo("1e+06");
  }

  @Test
  void other_java_objects_are_refused() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Values.of(new AtomicReference<>("x")))
        .withMessage("a template cannot take a java.util.concurrent.atomic.AtomicReference");
    assertThatIllegalArgumentException().isThrownBy(() -> Values.of(Map.of(1, 2)));
  }

  @Test
  void own_functions_win_over_the_languages() {
    Function len =
        Function.of("len", Signature.takes(GoType.ANY), (context, args) -> IntValue.of(-1));
    TemplateOptions options = TemplateOptions.DEFAULT.withFunctions(FunctionLibrary.of(len));

    assertThat(GoTemplate.parse("t", "{{len 5}}", options).render(Values.of(null), world()))
        .isEqualTo("-1");
  }

  @Test
  void a_function_named_break_is_a_function() {
    Function stop =
        Function.of("break", Signature.takes(), (context, args) -> StringValue.of("stop"));
    TemplateOptions options = TemplateOptions.DEFAULT.withFunctions(FunctionLibrary.of(stop));

    assertThat(GoTemplate.parse("t", "{{break}}", options).render(Values.of(null), world()))
        .isEqualTo("stop");
  }

  private static RenderOptions world() {
    return RenderOptions.standard().withClock(InstantSource.fixed(Instant.EPOCH));
  }

  @Test
  void functions_see_the_clock_that_was_passed_in() {
    Function now =
        Function.of(
                "stamp",
                Signature.takes().gives(GoType.STRING),
                (context, args) -> StringValue.of(context.clock().instant().toString()))
            .nondeterministic();
    TemplateOptions options = TemplateOptions.DEFAULT.withFunctions(FunctionLibrary.of(now));

    assertThat(GoTemplate.parse("t", "{{stamp}}", options).render(Values.of(null), world()))
        .isEqualTo("1970-01-01T00:00:00Z");
    assertThat(now.isDeterministic()).isFalse();
  }

  @Test
  void a_functions_error_keeps_words_and_values_apart() {
    Function check =
        Function.of(
            "check",
            Signature.takes(GoType.STRING),
            (context, args) -> {
              throw new FunctionException(
                  ErrorText.of("cannot use ").value(args.string(0)).text(" here"));
            });
    GoTemplate template =
        GoTemplate.parse(
            "t", "{{check .}}", TemplateOptions.DEFAULT.withFunctions(FunctionLibrary.of(check)));

    assertThatExceptionOfType(TemplateExecutionException.class)
        .isThrownBy(() -> template.render(StringValue.of("canary"), world()))
        .withMessage(
            "template: t:1:2: executing \"t\" at <check .>: error calling check: "
                + "cannot use <redacted> here");
    assertThatExceptionOfType(TemplateExecutionException.class)
        .isThrownBy(() -> template.render(StringValue.of("canary"), world().withValuesShown(true)))
        .withMessageEndingWith("cannot use canary here");
  }

  @Test
  void libraries_are_put_together_and_taken_apart() {
    Function one = Function.of("one", Signature.takes(), (context, args) -> IntValue.of(1));
    Function two = Function.of("two", Signature.takes(), (context, args) -> IntValue.of(2));
    FunctionLibrary both = FunctionLibrary.of(one).with(FunctionLibrary.of(two));

    assertThat(both.names()).containsExactly("one", "two");
    assertThat(both.without("one").names()).containsExactly("two");
    assertThat(both.with(FunctionLibrary.of(one.named("two"))).find("two"))
        .satisfies(found -> assertThat(found).isNotSameAs(two));
  }

  @Test
  void options_are_read_from_gos_strings() {
    assertThat(TemplateOptions.DEFAULT.withOption("missingkey=error").missingKey())
        .isEqualTo(MissingKey.ERROR);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> TemplateOptions.DEFAULT.withOption("missingkey=none"));
  }

  @Test
  void a_parse_error_knows_its_place() {
    assertThatExceptionOfType(TemplateParseException.class)
        .isThrownBy(() -> GoTemplate.parse("my.tmpl", "\n\n{{if}}", TemplateOptions.DEFAULT))
        .withMessage("template: my.tmpl:3: missing value for if")
        .satisfies(e -> {
          assertThat(e.line()).isEqualTo(3);
          assertThat(e.template()).isEqualTo("my.tmpl");
        });
  }

  @Test
  void defined_templates_render_by_name() {
    GoTemplate template =
        GoTemplate.parse("t", "main{{define \"part\"}}<{{.}}>{{end}}", TemplateOptions.DEFAULT);

    assertThat(template.templateNames()).containsExactly("part", "t");
    assertThat(template.render("part", IntValue.of(4), world())).isEqualTo("<4>");
    assertThatExceptionOfType(TemplateExecutionException.class)
        .isThrownBy(() -> template.render("none", IntValue.of(4), world()))
        .withMessage("template: no template \"none\" associated with template \"t\"");
  }

  @Test
  void one_template_renders_on_many_threads_at_once() throws Exception {
    GoTemplate template =
        GoTemplate.parse(
            "t",
            "{{range $i, $x := .list}}{{$y := printf \"%03d\" $x}}{{$y}},{{end}}{{.id}}",
            TemplateOptions.DEFAULT);
    List<Callable<String>> tasks =
        IntStream.range(0, 400)
            .<Callable<String>>mapToObj(i ->
                () ->
                    template.render(Values.of(Map.of("id", i, "list", List.of(i, i + 1))), world()))
            .toList();

    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      List<String> outputs =
          threads.invokeAll(tasks).stream().map(future -> future.resultNow()).toList();
      for (int i = 0; i < outputs.size(); i++) {
        assertThat(outputs.get(i)).isEqualTo(String.format("%03d,%03d,%d", i, i + 1, i));
      }
    }
  }
}

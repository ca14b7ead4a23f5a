package dev.sealer.template;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.sealer.gocompat.GoStrings;
import dev.sealer.secret.SecretBytes;
import dev.sealer.template.error.ErrorText;
import dev.sealer.template.error.TemplateException;
import dev.sealer.template.error.TemplateExecutionException;
import dev.sealer.template.value.SecretMap;
import dev.sealer.template.value.Value;
import dev.sealer.template.value.Values;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** No message about a template gives away a value of its data, unless that was asked for. */
class SecretsInMessagesTest {

  private static final String CANARY = "canary-7f3a91c2";

  private static Value secrets() {
    return SecretMap.ofStrings(
        Map.of("password", SecretBytes.ofUtf8(CANARY), "other", SecretBytes.ofUtf8("x")));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{{range .password}}{{end}}",
        "{{.password.field}}",
        "{{index .password 99}}",
        "{{slice .password 99}}",
        "{{index .password .password}}",
        "{{call .password}}",
        "{{.password | call}}",
        "{{eq .password 1}}",
        "{{lt .password 1}}",
        "{{len 1 | printf .password}}{{.password.x}}",
        "{{template \"none\" .password}}",
        "{{printf \"%d\" .password | index .}}{{nothing.x}}",
        "{{eq (slice .list) (slice .list)}}",
        "{{ne . .}}",
        "{{range $i, $x := .password}}{{end}}",
        "{{with .password}}{{.x}}{{end}}",
        "{{.password 1}}"
      })
  void values_stay_out_of_messages(String text) {
    for (Value data :
        List.of(
            secrets(),
            Values.of(Map.of("password", CANARY, "list", List.of(CANARY))),
            Values.of(Map.of("password", List.of(CANARY), "list", List.of(CANARY))))) {
      try {
        GoTemplate.parse("t", text, TemplateOptions.DEFAULT).render(data, RenderOptions.standard());
      } catch (TemplateException e) {
        assertThat(e).hasMessageNotContaining(CANARY).hasNoCause();
      }
    }
  }

  @Test
  void a_hidden_value_leaves_a_mark_and_is_shown_where_asked() {
    GoTemplate template =
        GoTemplate.parse("t", "{{range .password}}{{end}}", TemplateOptions.DEFAULT);

    assertThatExceptionOfType(TemplateExecutionException.class)
        .isThrownBy(() -> template.render(secrets(), RenderOptions.standard()))
        .withMessage(
            "template: t:1:8: executing \"t\" at <.password>: range can't iterate over "
                + ErrorText.HIDDEN);
    assertThatExceptionOfType(TemplateExecutionException.class)
        .isThrownBy(
            () -> template.render(secrets(), RenderOptions.standard().withValuesShown(true)))
        .withMessageEndingWith("range can't iterate over " + CANARY);
  }

  @Test
  void values_do_not_print_themselves() {
    Value list =
        Values.of(List.of(CANARY, CANARY.getBytes(java.nio.charset.StandardCharsets.UTF_8)));

    assertThat(list.toString()).doesNotContain(CANARY);
    assertThat(Values.of(CANARY).toString()).doesNotContain(CANARY);
    assertThat(Values.of(Map.of("k", CANARY)).toString()).doesNotContain(CANARY);
    assertThat(secrets().toString()).doesNotContain(CANARY);
  }

  @Test
  void secrets_come_out_where_the_template_asks_byte_for_byte() {
    byte[] binary = {0, (byte) 0xff, 'a', (byte) 0xc3, (byte) 0xa9, (byte) 0xc3};
    Value data = SecretMap.ofStrings(Map.of("key", SecretBytes.copyOf(binary)));
    GoTemplate template = GoTemplate.parse("t", "{{.key}}", TemplateOptions.DEFAULT);

    assertThat(template.renderBytes(data, RenderOptions.standard())).isEqualTo(binary);
    assertThat(GoStrings.toBytes(template.render(data, RenderOptions.standard())))
        .isEqualTo(binary);
  }

  @Test
  void a_map_of_secrets_is_typed_as_asked() {
    Value bytes =
        SecretMap.ofBytes(Map.of("b", SecretBytes.ofUtf8("v"), "a", SecretBytes.ofUtf8("w")));
    String text = "{{printf \"%T %s\" . .}} {{range $k, $v := .}}{{$k}}{{printf \"%T\" $v}}{{end}}";

    assertThat(
            GoTemplate.parse("t", text, TemplateOptions.DEFAULT)
                .render(bytes, RenderOptions.standard()))
        .isEqualTo("map[string][]uint8 map[a:w b:v] a[]uint8b[]uint8");
    assertThat(
            GoTemplate.parse("t", "{{printf \"%T\" .}}{{.none}}", TemplateOptions.DEFAULT)
                .render(secrets(), RenderOptions.standard()))
        .isEqualTo("map[string]string<no value>");
  }
}

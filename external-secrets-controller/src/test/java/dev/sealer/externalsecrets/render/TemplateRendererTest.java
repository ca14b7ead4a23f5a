package dev.sealer.externalsecrets.render;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.sealer.externalsecrets.plan.Content;
import dev.sealer.externalsecrets.plan.Source;
import dev.sealer.externalsecrets.spec.CreationPolicy;
import dev.sealer.externalsecrets.spec.DeletionPolicy;
import dev.sealer.externalsecrets.spec.Target;
import dev.sealer.externalsecrets.spec.TemplateSource;
import dev.sealer.externalsecrets.spec.TemplateSpec;
import dev.sealer.externalsecrets.value.Decoding;
import dev.sealer.secret.SecretBytes;
import dev.sealer.template.RenderOptions;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TemplateRendererTest {

  private static final Source SOURCE =
      new Source(
          "external-secrets.io/v1", "ns", "es", "uid", 1, Map.of("l", "1"), Map.of("a", "1"));
  private static final Map<String, SecretBytes> FETCHED =
      Map.of(
          "user", SecretBytes.ofUtf8("app"),
          "password", SecretBytes.ofUtf8("canary-pw"),
          "encoded", SecretBytes.ofUtf8("aGk="));

  private final Map<String, String> texts =
      Map.of(
          "cm/t",
          "cm={{ .user }}",
          "cm/map",
          "x: '{{ .user }}'\nport: 7\n",
          "secret/t",
          "s={{ .user }}");
  private final TemplateRenderer renderer =
      new TemplateRenderer(
          (namespace, secret, name, key) -> {
            String text = texts.get(name + "/" + key);
            return text == null
                ? new TemplateTexts.Text.Missing(name + " has no key \"" + key + "\"")
                : new TemplateTexts.Text.Found(text);
          },
          RenderOptions.standard());

  @Test
  void withoutATemplateValuesAndMetadataAreTakenAsTheyAre() {
    Content content = complete(Optional.empty());

    assertThat(data(content)).containsOnlyKeys("user", "password", "encoded");
    assertThat(content.labels()).containsExactly(Map.entry("l", "1"));
    assertThat(content.annotations()).containsExactly(Map.entry("a", "1"));
  }

  @Test
  void templatesReplaceTheValuesAndMetadata() {
    Content content =
        complete(
            Optional.of(
                template(
                    false,
                    Map.of("url", "db://{{ .user | upper }}:{{ .password }}@host"),
                    List.of())));

    assertThat(data(content)).containsOnly(Map.entry("url", "db://APP:canary-pw@host"));
    assertThat(content.labels()).containsExactly(Map.entry("who", "app"));
    assertThat(content.annotations()).isEmpty();
    assertThat(content.type()).isEqualTo("example.com/db");
  }

  @Test
  void mergePolicyKeepsTheValuesAndMetadataAloneDoesToo() {
    assertThat(data(complete(Optional.of(template(true, Map.of("user", "new"), List.of())))))
        .containsEntry("user", "new")
        .containsEntry("password", "canary-pw");
    assertThat(data(complete(Optional.of(template(false, Map.of(), List.of())))))
        .containsOnlyKeys("user", "password", "encoded");
  }

  @Test
  void sourcesApplyInOrderAndDataWins() {
    List<TemplateSource> sources =
        List.of(
            referenced(false, TemplateSource.Part.DATA, "t", false),
            referenced(false, TemplateSource.Part.DATA, "map", true),
            literal(TemplateSource.Part.DATA, Decoding.NONE, "x: literal\nz: ''\n"),
            literal(TemplateSource.Part.DATA, Decoding.BASE64, "dec: '{{ .encoded }}'"),
            literal(TemplateSource.Part.LABELS, Decoding.NONE, "label: '{{ .user }}'"),
            literal(TemplateSource.Part.ANNOTATIONS, Decoding.NONE, "note: text"));
    Content content = complete(Optional.of(template(false, Map.of("z", "data"), sources)));

    assertThat(data(content))
        .containsOnly(
            Map.entry("t", "cm=app"),
            Map.entry("x", "literal"),
            Map.entry("port", "7"),
            Map.entry("z", "data"),
            Map.entry("dec", "hi"));
    assertThat(content.labels()).containsEntry("label", "app");
    assertThat(content.annotations()).containsEntry("note", "text");
  }

  /**
   * Numbers come out as from External Secrets Operator's YAML reader, so that Secrets keep their
   * bytes.
   */
  @ParameterizedTest
  @CsvSource({
    "123456789.123, 1.2345679e+08",
    "0.00001, 1e-05",
    "1.0, 1",
    "1e3, 1000",
    "0.1, 0.1",
    "9007199254740993, 9007199254740993",
    "0x1F, 31",
    "1_000, 1000",
    "99999999999999999999, 1e+20",
    "5e-324, 0",
    "2020-01-01, 2020-01-01",
    "18446744073709551615, 18446744073709551615",
    "1e400, 1e400",
    "'\"1.50\"', 1.50",
    "true, true",
    "null, ''",
  })
  void aNumberOfATextWithKeysAndValuesIsWrittenAsItIsThere(String written, String expected) {
    Content content =
        complete(
            Optional.of(
                template(
                    false,
                    Map.of(),
                    List.of(
                        literal(TemplateSource.Part.DATA, Decoding.NONE, "number: " + written)))));

    assertThat(data(content)).containsOnly(Map.entry("number", expected));
  }

  @Test
  void failuresNameTheFieldAndShowNoValue() {
    assertThat(failed(Map.of("a", "{{ .absent }}"), List.of()).field())
        .isEqualTo("spec.target.template.data[a]");
    assertThat(failed(Map.of("a", "{{ .user"), List.of()).problem()).contains("spec.target");
    assertThat(failed(Map.of("b c", "x"), List.of()).problem()).contains("not valid");
    assertThat(failed(Map.of(), List.of(referenced(true, TemplateSource.Part.DATA, "nope", true))))
        .extracting(TemplateFailure::problem)
        .asString()
        .contains("nope");
    for (String text :
        List.of(
            "{{ .password }}",
            "- {{ .password }}",
            "a: {b: '{{ .password }}'}",
            "a: '{{ .password }}",
            "{{ index .password 99 }}")) {
      TemplateFailure failed =
          failed(Map.of(), List.of(literal(TemplateSource.Part.DATA, Decoding.NONE, text)));
      assertThat(failed.problem()).doesNotContain("canary");
    }
  }

  @Test
  void onlyRandomOutputNamesItsInputs() {
    assertThat(inputs("{{ .user }}")).isEmpty();
    assertThat(inputs("{{ .user }}{{ randAlphaNum 8 }}"))
        .isPresent()
        .isEqualTo(inputs("{{ .user }}{{ randAlphaNum 8 }}"))
        .isNotEqualTo(inputs("{{ .user }}{{ randAlphaNum 9 }}"));
  }

  private Optional<String> inputs(String template) {
    return rendered(Optional.of(template(false, Map.of("k", template), List.of()))).inputs();
  }

  private TemplateFailure failed(Map<String, String> data, List<TemplateSource> from) {
    return catchThrowableOfType(
        TemplateFailure.class, () -> render(Optional.of(template(false, data, from))));
  }

  private Content complete(Optional<TemplateSpec> template) {
    return rendered(template).content();
  }

  private Rendered rendered(Optional<TemplateSpec> template) {
    try {
      return render(template);
    } catch (TemplateFailure failure) {
      throw new AssertionError(failure);
    }
  }

  private Rendered render(Optional<TemplateSpec> template) throws TemplateFailure {
    return renderer.render(
        SOURCE,
        new Target("t", CreationPolicy.OWNER, DeletionPolicy.RETAIN, false, template),
        FETCHED);
  }

  private static TemplateSpec template(
      boolean merge, Map<String, String> data, List<TemplateSource> from) {
    return new TemplateSpec(
        "example.com/db", merge, Map.of("who", "{{ .user }}"), Map.of(), List.of(), data, from);
  }

  private static TemplateSource literal(TemplateSource.Part part, Decoding decoding, String text) {
    return new TemplateSource.Literal(
        "spec.target.template.templateFrom[0].literal", part, decoding, text);
  }

  private static TemplateSource referenced(
      boolean secret, TemplateSource.Part part, String key, boolean map) {
    return new TemplateSource.Referenced(
        "spec.target.template.templateFrom[0].configMap",
        part,
        Decoding.NONE,
        secret,
        secret ? "secret" : "cm",
        List.of(new TemplateSource.Item(key, map)));
  }

  private static Map<String, String> data(Content content) {
    Map<String, String> texts = new HashMap<>();
    content
        .data()
        .forEach((k, v) -> texts.put(k, v.reveal(b -> new String(b, StandardCharsets.UTF_8))));
    return texts;
  }
}

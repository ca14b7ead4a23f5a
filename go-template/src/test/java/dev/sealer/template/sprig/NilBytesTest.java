package dev.sealer.template.sprig;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sealer.secret.SecretBytes;
import dev.sealer.template.GoTemplate;
import dev.sealer.template.RenderOptions;
import dev.sealer.template.Sprig;
import dev.sealer.template.TemplateOptions;
import dev.sealer.template.value.SecretMap;
import dev.sealer.template.value.Value;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Go's {@code encoding/json} writes bytes that are nil as null, and empty ones as a string. */
final class NilBytesTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      quoteCharacter = '`',
      value = {
        "{{ toJson .missing }} ; null",
        "{{ .missing | toJson }} ; null",
        "{{ index . \"missing\" | toJson }} ; null",
        "{{ index . \"missing\" | toPrettyJson }} ; null",
        "{{ index . \"missing\" | toRawJson }} ; null",
        "{{ index . \"missing\" | mustToJson }} ; null",
        "{{ dict \"a\" (index . \"missing\") | toJson }} ; {\"a\":null}",
        "{{ list (index . \"missing\") | toJson }} ; [null]",
        "{{ .empty | toJson }} ; \"\"",
        "{{ .one | toJson }} ; \"dg==\"",
      })
  void aMissingKeyOfAMapOfBytesIsNull(String template, String expected) {
    Value data =
        SecretMap.ofBytes(Map.of("one", SecretBytes.ofUtf8("v"), "empty", SecretBytes.ofUtf8("")));

    assertThat(
            GoTemplate.parse("t", template, TemplateOptions.DEFAULT.withFunctions(Sprig.library()))
                .render(data, RenderOptions.standard()))
        .isEqualTo(expected);
  }
}

package dev.sealer.externalsecrets.generator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sealer.crds.generators.PasswordSpec;
import dev.sealer.externalsecrets.value.UnusableValueException;
import dev.sealer.kube.client.Json;
import dev.sealer.secret.SecretBytes;
import dev.sealer.yaml.KubeYaml;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PasswordGeneratorTest {

  private final SecureRandom random = new SecureRandom();

  private Map<String, String> generate(String spec) throws UnusableValueException {
    PasswordSpec parsed =
        Json.typed(KubeYaml.readDocument(spec, "spec").content(), PasswordSpec.class);
    Map<String, String> texts = new TreeMap<>();
    new PasswordGenerator(parsed)
        .generate(random)
        .forEach((key, value) -> {
          try (SecretBytes closing = value) {
            texts.put(key, closing.reveal(bytes -> new String(bytes, StandardCharsets.UTF_8)));
          }
        });
    return texts;
  }

  private static long count(String text, String expression) {
    return text.codePoints().filter(c -> Character.toString(c).matches(expression)).count();
  }

  @RepeatedTest(20)
  void withoutFieldsItHas24CharactersAQuarterDigitsAQuarterSymbolsAndNoneTwice() throws Exception {
    assertThat(generate("{}")).containsOnlyKeys("password");
    String password = generate("{}").getOrDefault("password", "");

    assertThat(password).hasSize(24);
    assertThat(password.chars().distinct().count()).isEqualTo(24);
    assertThat(count(password, "[0-9]")).isEqualTo(6);
    assertThat(count(password, "[^0-9a-zA-Z]")).isEqualTo(6);
  }

  @RepeatedTest(20)
  void takesTheNumbersAndSymbolsThatTheSpecStates() throws Exception {
    String spec =
        "{length: 42, digits: 5, symbols: 5, symbolCharacters: \"-_$@\", allowRepeat: true}";
    String password = generate(spec).getOrDefault("password", "");

    assertThat(password).hasSize(42);
    assertThat(count(password, "[0-9]")).isEqualTo(5);
    assertThat(count(password, "[-_$@]")).isEqualTo(5);
    assertThat(count(password, "[a-zA-Z]")).isEqualTo(32);
  }

  @Test
  void noUpperLeavesLowercaseLettersOnly() throws Exception {
    String spec = "{length: 200, digits: 0, symbols: 0, noUpper: true, allowRepeat: true}";

    assertThat(generate(spec).get("password")).matches("[a-z]{200}");
  }

  @Test
  void eachKeyGetsAPasswordOfItsOwn() throws Exception {
    Map<String, String> passwords = generate("{secretKeys: [first, second]}");

    assertThat(passwords).containsOnlyKeys("first", "second");
    assertThat(passwords.values()).doesNotHaveDuplicates();
  }

  @Test
  void symbolsMayBeAnyCharacters() throws Exception {
    String password =
        generate("{length: 3, digits: 0, symbols: 2, symbolCharacters: \"\\u20ac\\U0001F511\"}")
            .getOrDefault("password", "");

    assertThat(password.codePoints().count()).isEqualTo(3);
    assertThat(password).contains("\u20ac").contains(Character.toString(0x1F511));
  }

  @ParameterizedTest
  @CsvSource({"base64", "base64url", "base32", "hex", "raw"})
  void encodesWithGosAlphabets(String encoding) throws Exception {
    String text =
        generate("{length: 8, digits: 8, symbols: 0, encoding: " + encoding + "}")
            .getOrDefault("password", "");

    String digits =
        switch (encoding) {
          case "base64" -> decoded(Base64.getDecoder().decode(text));
          case "base64url" -> decoded(Base64.getUrlDecoder().decode(text));
          case "base32" -> decoded(dev.sealer.gocompat.GoBase32.decode(text));
          case "hex" -> decoded(HexFormat.of().parseHex(text));
          default -> text;
        };
    assertThat(digits).matches("[0-9]{8}");
  }

  private static String decoded(byte[] bytes) {
    return new String(bytes, StandardCharsets.UTF_8);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{length: 8, digits: 5, symbols: 4}|spec.length, which is 8",
        "{length: 20, digits: 11, symbols: 0}|spec.digits: wants 11 characters",
        "{length: 70, digits: 1, symbols: 1}|spec.length: wants 68 characters",
        "{length: 60, digits: 0, symbols: 33}|spec.symbols: wants 33 characters",
        "{symbols: 1, symbolCharacters: '', digits: 1}|spec.symbols: wants 1 characters",
        "{length: 65537}|spec.length must be at most 65536",
        "{digits: -1}|spec.digits must be",
        "{encoding: rot13}|spec.encoding must be",
        "{secretKeys: [a, a]}|names \"a\" twice",
        "{secretKeys: ['not a key']}|\"not a key\" is not valid"
      })
  void aSpecThatAllowsNoPasswordIsNamed(String spec, String problem) {
    assertThatThrownBy(() -> generate(spec))
        .isInstanceOf(UnusableValueException.class)
        .hasMessageContaining(problem);
  }
}

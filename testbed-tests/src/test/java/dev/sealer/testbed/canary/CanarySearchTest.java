package dev.sealer.testbed.canary;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.OutputStream;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

final class CanarySearchTest {
  private final Canary canary = Canary.random();

  static List<UnaryOperator<String>> disguises() {
    return List.of(
        text -> text,
        text -> text.replace("\"", "\\\""),
        text -> HexFormat.of().formatHex(text.getBytes(StandardCharsets.UTF_8)),
        text -> HexFormat.of().withUpperCase().formatHex(text.getBytes(StandardCharsets.UTF_8)),
        text -> URLEncoder.encode(text, StandardCharsets.UTF_8),
        text -> HexFormat.of().withPrefix("%").formatHex(text.getBytes(StandardCharsets.UTF_8)),
        text -> base64(text),
        text -> base64("1" + text),
        text -> base64("12" + text + "tail"),
        text -> base64("{\"password\":\"" + text + "\"}"),
        text -> Base64.getUrlEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8)),
        text -> base64(base64("x" + text)),
        text -> base64("y" + base64("x" + text)),
        text -> java.util.Arrays.toString(text.getBytes(StandardCharsets.UTF_8)));
  }

  @ParameterizedTest
  @MethodSource("disguises")
  void findsAValueHoweverItIsWritten(UnaryOperator<String> disguise) {
    String text = "before " + disguise.apply(canary.value()) + " after";
    CanarySearch search = CanarySearch.of(canary).text("log", text);
    assertThat(search.findings()).extracting(CanaryFinding::place).containsOnly("log");
    assertThatThrownBy(search::assertNothingFound)
        .isInstanceOf(AssertionError.class)
        .hasMessageContaining("log (")
        .hasMessageNotContaining(canary.value());
  }

  @ParameterizedTest
  @MethodSource("disguises")
  void takesNoOtherValueForIt(UnaryOperator<String> disguise) {
    String other = disguise.apply(Canary.random().value());
    assertThatCode(() -> CanarySearch.of(canary).text("log", other).assertNothingFound())
        .doesNotThrowAnyException();
  }

  @Test
  void searchesFilesTheirNamesAndPackedOnes(@TempDir Path folder) throws IOException {
    Path deep = Files.createDirectories(folder.resolve("a/b"));
    Files.writeString(deep.resolve("plain"), canary.value());
    try (OutputStream out = new GZIPOutputStream(Files.newOutputStream(deep.resolve("packed")))) {
      out.write(canary.bytes());
    }
    String marker = new String(canary.marker(), StandardCharsets.UTF_8);
    Files.writeString(deep.resolve("named-" + marker), "");
    assertThat(CanarySearch.of(canary).folder(folder).findings())
        .extracting(CanaryFinding::place)
        .containsExactlyInAnyOrder(
            deep.resolve("plain").toString(),
            deep.resolve("packed") + " unpacked",
            "the name of " + deep.resolve("named-" + marker));
  }

  @Test
  void aSearchOfNothingFails() {
    assertThatThrownBy(() -> CanarySearch.of(canary).assertNothingFound())
        .hasMessageContaining("looked nowhere");
  }

  private static String base64(String text) {
    return Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8));
  }
}

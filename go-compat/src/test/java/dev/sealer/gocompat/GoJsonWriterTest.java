package dev.sealer.gocompat;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The expectations were printed by Go 1.26's {@code encoding/json}. */
class GoJsonWriterTest {

  @Test
  void writesOneLine() {
    assertThat(written(GoJsonWriter.Style.COMPACT, GoJsonWriterTest::nested))
        .isEqualTo("{\"a\":[1,{},[],\"x\"],\"b\":{\"c\":null}}");
  }

  @Test
  void writesIndented() {
    assertThat(written(GoJsonWriter.Style.INDENTED, GoJsonWriterTest::nested))
        .isEqualTo(
            """
            {
              "a": [
                1,
                {},
                [],
                "x"
              ],
              "b": {
                "c": null
              }
            }\
            """);
  }

  @Test
  void escapesAsGo() {
    String text = "\"\\\n\r\t\b\f\u0001<>&\u2028\u2029é😀" + GoStrings.escape(0xff);

    assertThat(written(GoJsonWriter.Style.COMPACT, out -> out.string(text)))
        .isEqualTo(
            "\"\\\"\\\\\\n\\r\\t\\b\\f\\u0001\\u003c\\u003e\\u0026\\u2028\\u2029é😀\\ufffd\"");
    assertThat(written(GoJsonWriter.Style.RAW, out -> out.string("<&>"))).isEqualTo("\"<&>\"");
  }

  @ParameterizedTest
  @CsvSource({"plain", "'<\u2028>'", "'a\u0001b'"})
  void knowsTheLengthOfAString(String text) {
    GoJsonWriter out = new GoJsonWriter(GoJsonWriter.Style.COMPACT);
    long expected = out.length(text);

    out.string(text);

    assertThat((long) out.length()).isEqualTo(expected);
  }

  @ParameterizedTest
  @CsvSource({
    "1, 64, 1",
    "0.000001, 64, 0.000001",
    "0.0000001, 64, 1e-7",
    "1e20, 64, 100000000000000000000",
    "1e21, 64, 1e+21",
    "-0.0, 64, -0",
    "5e-324, 64, 5e-324",
    "0.1, 32, 0.1",
  })
  void writesNumbersAsGo(double number, int bits, String json) {
    double value = bits == 32 ? (float) number : number;

    assertThat(written(GoJsonWriter.Style.COMPACT, out -> out.number(value, bits))).isEqualTo(json);
  }

  private static void nested(GoJsonWriter out) {
    out.beginObject();
    out.name("a");
    out.beginArray();
    out.literal("1");
    out.beginObject();
    out.endObject();
    out.beginArray();
    out.endArray();
    out.string("x");
    out.endArray();
    out.name("b");
    out.beginObject();
    out.name("c");
    out.literal("null");
    out.endObject();
    out.endObject();
  }

  private static String written(GoJsonWriter.Style style, Consumer<GoJsonWriter> content) {
    GoJsonWriter out = new GoJsonWriter(style);
    content.accept(out);
    return out.toString();
  }
}

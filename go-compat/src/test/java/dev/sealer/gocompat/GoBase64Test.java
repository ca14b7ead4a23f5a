package dev.sealer.gocompat;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.HexFormat;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The expectations were printed by Go 1.26's {@code base64.StdEncoding.DecodeString}. */
class GoBase64Test {

  @ParameterizedTest
  @CsvSource({
    "QQ==, 41",
    "QUI=, 4142",
    "QUJD, 414243",
    "QR==, 41",
    "QUK=, 4142",
    "Q|Q~|==|, 41",
    "QQ=|=, 41",
    "QUI=|, 4142",
  })
  void decodesWhatGoDecodes(String text, String hex) {
    String input = text.replace('|', '\n').replace('~', '\r');

    assertThat(GoBase64.decode(input)).isEqualTo(HexFormat.of().parseHex(hex));
  }

  @ParameterizedTest
  @CsvSource({
    "QQ, 0",
    "QQ=, 3",
    "QUI, 0",
    "Q, 0",
    "Q===, 1",
    "QQ==Q, 4",
    "QQ==|Q, 5",
    "QU JD, 2",
    "QUJD QUJD, 4",
    "=QQ=, 0",
    "QQ=Q, 2",
    "QUI==, 4",
    "QUJD====, 4",
    "QUJ-, 3",
    "QUJDQ|, 5",
    "QQ|=, 4",
    "QQ=|, 4",
    "QUJDRA=|x, 7",
    "QUJ\u00e4, 3",
  })
  void refusesWhatGoRefusesAtTheSameByte(String text, int offset) {
    assertThatThrownBy(() -> GoBase64.decode(text.replace('|', '\n')))
        .isInstanceOfSatisfying(
            CorruptInputException.class, e -> assertThat(e.offset()).isEqualTo(offset))
        .hasMessage("illegal base64 data at input byte " + offset);
  }

  @Property
  void decodesWhatItEncoded(@ForAll byte[] bytes) {
    assertThat(GoBase64.decode(GoBase64.encode(bytes))).isEqualTo(bytes);
  }

  @Property
  void ignoresLineBreaks(@ForAll byte[] bytes) {
    String broken = GoBase64.encode(bytes).replaceAll("(.)", "$1\r\n");

    assertThat(GoBase64.decode("\n" + broken)).isEqualTo(bytes);
  }
}

package dev.sealer.gocompat;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The expectations were printed by Go 1.26's {@code encoding/pem}; {@code |} is a newline. */
class GoPemTest {

  @ParameterizedTest
  @CsvSource({
    "-----BEGIN A-----|AQID|-----END A-----|, A:010203",
    "-----BEGIN A-----|AQID|-----END A-----, A:010203",
    "text|-----BEGIN A-----|AQID|-----END A-----|text, A:010203",
    "-----BEGIN A-----|A Q|I D|-----END A-----  |, A:010203",
    "-----BEGIN A-----|-----END A-----|, A:",
    "-----BEGIN A-----||-----END A-----|, A:",
    "-----BEGIN A-----|x: y||AQID|-----END A-----|, A:010203",
    "-----BEGIN B-----|-----BEGIN A-----|AQID|-----END A-----|, A:010203",
    "-----BEGIN B-----|?|-----END B-----|-----BEGIN A-----|AQID|-----END A-----|, A:010203",
    "-----BEGIN A-----|AQID|-----END A-----|-----BEGIN B-----|AQ==|-----END B-----|, A:010203 B:01",
    "-----BEGIN -----|AQID|-----END -----|, :010203",
    "-----BEGIN A-----|AQ==|AQ==|-----END A-----|-----BEGIN B-----|AQ==|-----END B-----|, B:01",
  })
  void readsWhatGoReads(String pem, String blocks) {
    assertThat(read(pem)).isEqualTo(blocks);
  }

  @ParameterizedTest
  @CsvSource({
    "''",
    "-----BEGIN A-----",
    "-----BEGIN A-----|AQID|",
    "-----BEGIN A-----|AQID|-----END B-----|",
    "-----BEGIN A-----|AQID|-----END A----- text|",
    "-----BEGIN A-----|AQID-----END A-----|",
    "text -----BEGIN A-----|AQID|-----END A-----|",
    "-----BEGIN A|AQID|-----END A-----|",
    "-----BEGIN A-----|AQI|-----END A-----|",
    "-----BEGIN A-----|x: y|-----END A-----|",
  })
  void skipsWhatGoSkips(String pem) {
    assertThat(read(pem)).isEmpty();
  }

  @Test
  void writesHeadersInGosOrder() {
    byte[] pem =
        ascii("-----BEGIN A-----|B: 2|A: 1|Proc-Type: 4,ENCRYPTED||AQID|-----END A-----|rest");

    GoPem.Block block = GoPem.blocks(pem).getFirst();

    assertThat(block.isEncrypted()).isTrue();
    assertThat(new String(block.encoded(), StandardCharsets.US_ASCII))
        .isEqualTo(
            "-----BEGIN A-----\nProc-Type: 4,ENCRYPTED\nA: 1\nB: 2\n\nAQID\n-----END A-----\n");
    assertThat(new String(pem, block.end(), pem.length - block.end(), StandardCharsets.US_ASCII))
        .isEqualTo("rest");
  }

  @Property
  void readsWhatItWrote(
      @ForAll @Size(max = 200) byte[] first, @ForAll @Size(max = 90) byte[] second) {
    byte[] one = GoPem.encode("ONE", first);
    byte[] two = GoPem.encode("TWO", second);
    byte[] both = Arrays.copyOf(one, one.length + two.length);
    System.arraycopy(two, 0, both, one.length, two.length);

    List<GoPem.Block> blocks = GoPem.blocks(both);

    assertThat(blocks).extracting(GoPem.Block::type).containsExactly("ONE", "TWO");
    assertThat(blocks.get(0).der()).isEqualTo(first);
    assertThat(blocks.get(1).der()).isEqualTo(second);
    assertThat(blocks.get(1).end()).isEqualTo(both.length);
  }

  private static String read(String pem) {
    StringBuilder out = new StringBuilder();
    for (GoPem.Block block : GoPem.blocks(ascii(pem))) {
      out.append(out.isEmpty() ? "" : " ").append(block.type()).append(':');
      for (byte b : block.der()) {
        out.append("%02x".formatted(b));
      }
    }
    return out.toString();
  }

  private static byte[] ascii(String text) {
    return text.replace('|', '\n').getBytes(StandardCharsets.US_ASCII);
  }
}

package dev.sealer.yaml.read;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.sealer.yaml.KubeYaml;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;

final class DocumentReaderTest {

  private static final String CANARY = "canary-7f3a91";

  @Test
  void splitsStreamsAsKubernetesDoes() {
    assertThat(contents("a: 1\n---\n# nothing\n---\n\n--- # c\nb: 2\n---\n"))
        .containsExactly("{\"a\":1}", "{\"b\":2}");
    assertThat(contents("---\r\na: 1\r\n---\r\nb: 2\r\n"))
        .containsExactly("{\"a\":1}", "{\"b\":2}");
    assertThat(contents("a: |\n  x\n  ---\n  y\n")).containsExactly("{\"a\":\"x\\n---\\ny\\n\"}");
    assertThat(contents("{\"a\":1}{\"b\":2}\n\n{\"c\":3}"))
        .containsExactly("{\"a\":1}", "{\"b\":2}", "{\"c\":3}");
    assertThat(contents("{\"a\":1}\n---\n{\"b\":2}\n---\nc: 3\n"))
        .containsExactly("{\"a\":1}", "{\"b\":2}", "{\"c\":3}");
    assertThat(contents("{a: 1, b: [x]}\n")).containsExactly("{\"a\":1,\"b\":[\"x\"]}");
    assertThat(contents("")).isEmpty();
    assertThat(contents("# a\n---\n~\n---\nnull\n")).isEmpty();
    assertThat(contents("%YAML 1.1\n---\na: 1\n---\nb: 2\n"))
        .containsExactly("{\"a\":1}", "{\"b\":2}");
  }

  @Test
  void knowsWhereThingsStand() {
    String text = "# c\n\na: 1\n---\n\nb:\n  c:\n  - x\n  - d: 1\n    e/f: 2\n";
    List<Document> documents = KubeYaml.readDocuments(text, "f.yaml");
    assertThat(documents).extracting(Document::startLine).containsExactly(3, 6);
    Document second = documents.get(1);
    assertThat(second.lineOf("/b")).isEqualTo(6);
    assertThat(second.lineOf("/b/c/0")).isEqualTo(8);
    assertThat(second.lineOf("/b/c/1/e~1f")).isEqualTo(10);
    assertThat(second.lineOf("/b/c/1/nope/deeper")).isEqualTo(9);
    assertThat(second.lineOf("")).isEqualTo(6);
    List<Document> json =
        KubeYaml.readDocuments("{\n\"a\": {\n\"b\": 1}}\n{\n\"c\":\n2}", "f.json");
    assertThat(json.get(0).lineOf("/a/b")).isEqualTo(3);
    assertThat(json.get(1).startLine()).isEqualTo(4);
    assertThat(json.get(1).lineOf("/c")).isEqualTo(5);
  }

  @Test
  void namesThePlaceOfEachError() {
    assertThat(error("a: 1\n---\nb: 1\nb: 2\n"))
        .isEqualTo(
            "f.yaml:4:1: the key \"b\" is already set in this mapping, on line 3: remove one of the"
                + " two");
    assertThat(error("{\"a\":1,\n \"a\":2}"))
        .startsWith("f.yaml:2:2: the key \"a\" is already set");
    assertThat(error("a: [1,\n")).startsWith("f.yaml:2:1: not valid YAML");
    assertThat(error("a: *nope\n")).startsWith("f.yaml:1:4: this alias has no anchor");
    assertThat(error("a: &x\n  b: *x\n"))
        .startsWith("f.yaml:2:6: this alias is inside its own anchor");
    assertThat(error("a: 1\n--- b: 2\n")).startsWith("f.yaml:2:4: a line that begins with ---");
    assertThat(error("a: .inf\n")).startsWith("f.yaml:1:4: infinity");
    assertThat(error("~: x\n")).startsWith("f.yaml:1:1: null cannot be a key");
    assertThat(error("a:\n  <<: 1\n")).startsWith("f.yaml:2:7: the merge key");
    assertThat(error("a: x\ny: \u0007\n")).startsWith("f.yaml:2:4: the character U+0007");
    assertThat(error("{\"a\":1}\n{\"b\": [1,\n")).startsWith("f.yaml:3:1: not valid");
    assertThat(error("a:\n\tb: 1\n")).startsWith("f.yaml:2:1: not valid YAML").contains("TAB");
  }

  @Test
  void neverQuotesAValueInAnError() {
    for (String text :
        List.of(
            "a: !!int %s\n",
            "a: !!binary '%s!'\n",
            "password: %s\n  b: 1\n",
            "password: '%s\n",
            "password: *%s\n",
            "a: &%s\n  password: *%<s\n",
            "password: !%s! x\n",
            "password: !!int%s x\n: y\n",
            "password: !%s {\n",
            "password: \"\\U%s\"\n",
            "password: \"%s\\q\"\n",
            "{\"a\": %s}\n{\"b\": 1",
            "{\"a\": \"%s\", \"b\": truthy-%<s, }}",
            "--- %s\n",
            "a: [%s\nb: %<s\n",
            "%s\nb: 1\n",
            "- %s\nb: 1\n",
            "? [%s]\n: 1\n",
            "a: b: %s\n",
            "a: 1\n...\n%s\n",
            "<<: %s\n")) {
      assertThat(error(text.formatted(CANARY))).doesNotContain(CANARY);
    }
  }

  @Test
  void takesUtf8OnlyAndSaysSo() {
    byte[] mark = "\uFEFFa: é😀\n".getBytes(StandardCharsets.UTF_8);
    assertThat(KubeYaml.readDocument(mark, "f").content().get("a").textValue()).isEqualTo("é😀");
    for (String charset : List.of("UTF-16", "UTF-16LE", "UTF-16BE", "UTF-32LE", "UTF-32BE")) {
      byte[] bytes = "a: 1\nb: 2\n".getBytes(Charset.forName(charset));
      assertThatExceptionOfType(YamlException.class)
          .isThrownBy(() -> KubeYaml.readDocuments(bytes, "f.yaml"))
          .withMessageContaining(charset.substring(0, 6))
          .withMessageContaining("save it as UTF-8");
    }
    byte[] latin = "a: 1\nbc: é\n".getBytes(StandardCharsets.ISO_8859_1);
    assertThatExceptionOfType(YamlException.class)
        .isThrownBy(() -> KubeYaml.readDocuments(latin, "f.yaml"))
        .withMessageStartingWith("f.yaml:2:5: byte 9 (0xe9) is not UTF-8");
    byte[] cut = {'a', ':', ' ', (byte) 0xc3};
    assertThatExceptionOfType(YamlException.class)
        .isThrownBy(() -> KubeYaml.readDocuments(cut, "f.yaml"))
        .withMessageStartingWith("f.yaml:1:4: byte 3 (0xc3)");
  }

  @Test
  void stopsAtItsLimits() {
    assertThat(error("[".repeat(100_000))).contains("nested deeper than the limit of 500");
    assertThat(error("{\"a\":".repeat(100_000))).contains("nested deeper than the limit of 500");
    assertThat(error("a:\n" + "- ".repeat(5_000) + "x")).contains("limit of 500");
    StringBuilder bomb = new StringBuilder("a0: &a0 [x,x,x,x,x,x,x,x,x,x]\n");
    for (int i = 1; i < 12; i++) {
      bomb.append("a%d: &a%d [%s]\n".formatted(i, i, "*a%d,".formatted(i - 1).repeat(10)));
    }
    assertThat(error(bomb.toString())).contains("aliases").contains("100000 nodes");
    String quadratic = "a: &a " + "x".repeat(100_000) + "\nb:\n" + "- *a\n".repeat(1_000);
    assertThat(error(quadratic)).contains("aliases").contains("8000000 characters");
    StringBuilder merges = new StringBuilder("m0: &m0 {a: 1}\n");
    for (int i = 1; i < 30; i++) {
      merges.append("m%d: &m%d {<<: [*m%d, *m%<d]}\n".formatted(i, i, i - 1));
    }
    assertThat(error(merges.toString())).contains("aliases");
    ReadLimits small = ReadLimits.DEFAULT.withMaxBytes(10);
    assertThatExceptionOfType(YamlException.class)
        .isThrownBy(() -> KubeYaml.readDocuments("a: 12345678901", "f.yaml", small))
        .withMessage("f.yaml: larger than the limit of 10 bytes: split it into smaller files");
    assertThat(error("a: \"" + "\\L".repeat(10_000) + "\\q\"")).contains("not valid YAML");
    assertThat(contents("a: \"" + "\\L".repeat(10_000) + "\"")).hasSize(1);
  }

  @Test
  void readsOneDocumentWhereOneIsWanted() {
    assertThat(KubeYaml.readDocument("a: 1\n", "f").content().get("a").intValue()).isEqualTo(1);
    assertThatExceptionOfType(YamlException.class)
        .isThrownBy(() -> KubeYaml.readDocument("# x\n", "f.yaml"))
        .withMessage("f.yaml: holds no document: one was expected");
    assertThatExceptionOfType(YamlException.class)
        .isThrownBy(() -> KubeYaml.readDocument("a: 1\n---\nb: 1\n", "f.yaml"))
        .withMessageStartingWith("f.yaml:3: holds 2 documents");
  }

  private static List<String> contents(String text) {
    return KubeYaml.readDocuments(text, "f.yaml").stream()
        .map(document -> KubeYaml.toJson(document.content()))
        .toList();
  }

  private static String error(String text) {
    try {
      KubeYaml.readDocuments(text, "f.yaml");
    } catch (YamlException e) {
      return String.valueOf(e.getMessage());
    }
    throw new AssertionError("read without an error");
  }
}

package dev.sealer.yaml.edit;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.IntNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.TextNode;
import dev.sealer.yaml.edit.EditResult.Edited;
import dev.sealer.yaml.edit.EditResult.NotEditable;
import java.util.List;
import org.junit.jupiter.api.Test;

final class YamlEditorTest {

  private static final String SEALED =
      """
      # kept by the platform team
      apiVersion: bitnami.com/v1alpha1   # do not change
      kind: SealedSecret
      metadata:
          name: db      # four columns here
          namespace: shop
      spec:
          encryptedData:
              # the password
              password: AgBold==   # rotated in May
              user: "AgBuser=="
              text: |
                AgB
                lines

          # the template
          template:
              type: Opaque
      """;

  @Test
  void replacesScalarAndKeepsCommentsAndIndentation() {
    assertThat(set(SEALED, "AgBnew==", "spec", "encryptedData", "password"))
        .isEqualTo(SEALED.replace("AgBold==", "AgBnew=="));
    assertThat(set(SEALED, "AgBnew==", "spec", "encryptedData", "user"))
        .isEqualTo(SEALED.replace("\"AgBuser==\"", "AgBnew=="));
    assertThat(set(SEALED, "AgBnew==", "spec", "encryptedData", "text"))
        .isEqualTo(SEALED.replace("|\n          AgB\n          lines", "AgBnew=="));
  }

  @Test
  void addsKeyAtTheEndOfItsMapping() {
    assertThat(set(SEALED, "AgBnew==", "spec", "encryptedData", "token"))
        .isEqualTo(SEALED.replace("lines\n", "lines\n        token: AgBnew==\n"));
    assertThat(set(SEALED, "yes", "metadata", "labels", "managed"))
        .isEqualTo(
            SEALED.replace(
                "namespace: shop\n", "namespace: shop\n    labels:\n      managed: \"yes\"\n"));
    assertThat(set("a: 1", "x", "b")).isEqualTo("a: 1\nb: x");
    assertThat(set("a:\n- x\n- y: 1\n# end\n", "z", "b"))
        .isEqualTo("a:\n- x\n- y: 1\nb: z\n# end\n");
  }

  @Test
  void fillsEmptyMappings() {
    assertThat(set("a:\nb: 1\n", "x", "a", "k")).isEqualTo("a:\n  k: x\nb: 1\n");
    assertThat(set("a: {}\nb: 1\n", "x", "a", "k")).isEqualTo("a:\n  k: x\nb: 1\n");
    assertThat(set("a: null\nb: 1\n", "x", "a", "k", "l")).isEqualTo("a:\n  k:\n    l: x\nb: 1\n");
    assertThat(set("a:\nb: 1\n", "x", "a")).isEqualTo("a: x\nb: 1\n");
  }

  @Test
  void removesKeys() {
    assertThat(remove(SEALED, "spec", "encryptedData", "password"))
        .isEqualTo(SEALED.replace("        password: AgBold==   # rotated in May\n", ""));
    assertThat(remove(SEALED, "spec", "encryptedData", "text"))
        .isEqualTo(SEALED.replace("        text: |\n          AgB\n          lines\n", ""));
    assertThat(remove("a:\n  b: 1\nc: 2\n", "a", "b")).isEqualTo("a:\n  {}\nc: 2\n");
    assertThat(remove("a:\n  b: 1\nc: 2", "c")).isEqualTo("a:\n  b: 1\n");
    assertThat(remove("a: [1,\n  2] # x\nc: 2\n", "a")).isEqualTo("c: 2\n");
  }

  @Test
  void changesOneDocumentOfSeveral() {
    String text = "# one\na: 1\n--- # two\n# c\na: 2\n---\n---\na: 3\n";
    assertThat(edited(YamlEditor.of(text, "t", 1).set(List.of("a"), IntNode.valueOf(7))))
        .isEqualTo("# one\na: 1\n--- # two\n# c\na: 7\n---\n---\na: 3\n");
    assertThat(edited(YamlEditor.of(text, "t", 2).set(List.of("a"), IntNode.valueOf(7))))
        .isEqualTo("# one\na: 1\n--- # two\n# c\na: 2\n---\n---\na: 7\n");
  }

  @Test
  void keepsLineBreaksByteOrderMarkAndCharactersOutsideTheBasicPlane() {
    assertThat(set("\uFEFFa: 😀 # 😀\r\nb: x\r\n", "z", "b"))
        .isEqualTo("\uFEFFa: 😀 # 😀\r\nb: z\r\n");
    assertThat(set("a: 1\r\nb: x\r\n", "p\nq\n", "c"))
        .isEqualTo("a: 1\r\nb: x\r\nc: |\r\n  p\r\n  q\r\n");
  }

  @Test
  void writesWhatNeedsQuotes() {
    assertThat(set("a: 1\n", "0644", "a")).isEqualTo("a: \"0644\"\n");
    assertThat(set("a: 1 # c\n", "x # y", "a")).isEqualTo("a: 'x # y' # c\n");
    assertThat(set("a: 1\n", "v", "on")).isEqualTo("a: 1\n\"on\": v\n");
  }

  @Test
  void refusesWhatItCannotKeep() {
    assertThat(refused("a: &x 1\nb: *x\n", "x", "a")).contains("anchor");
    assertThat(refused("a:\n  b: 1\n", "x", "a")).contains("parts");
    assertThat(refused("a: 1 # c\n", "x\ny\n", "a")).contains("comment");
    assertThat(refused("a: | # c\n  x\n", "y", "a")).contains("comment");
    assertThat(refused("a: 1\n", "y", "a", "b")).contains("not a mapping");
    assertThat(refused("x: &x\n  k: 1\na: *x # c\n", "y", "a", "k")).contains("alias");
    assertThat(YamlEditor.of("a: 1\n", "t", 0).remove(List.of("b")))
        .isInstanceOf(NotEditable.class);
    assertThat(YamlEditor.of("a: &x 1\nb: *x\n", "t", 0).remove(List.of("a")))
        .isInstanceOf(NotEditable.class);
  }

  @Test
  void editsMappingsInBraces() {
    assertThat(set("{\"a\": 1}", "x", "a")).isEqualTo("{\"a\": \"x\"}");
    assertThat(set("a: {b: 1} # c\n", "x", "a", "b")).isEqualTo("a: {b: x} # c\n");
    assertThat(set("a: {b: 1}\n", "AQ==", "a", "c")).isEqualTo("a: {b: 1, c: AQ==}\n");
    assertThat(set("a: {b: 1}\n", "yes", "a", "c")).isEqualTo("a: {b: 1, c: \"yes\"}\n");
    assertThat(set("a: {b: 'x'}\n", "z", "a", "b")).isEqualTo("a: {b: \"z\"}\n");
    assertThat(set("a: {b: {}}\n", "x", "a", "b", "c")).isEqualTo("a: {b: {\"c\":\"x\"}}\n");
    assertThat(set("a: {b: {}}\n", "x", "a", "c", "d")).isEqualTo("a: {b: {}, c: {\"d\":\"x\"}}\n");
    assertThat(set("a: {b: }\n", "x", "a", "b")).isEqualTo("a: {b: x }\n");
    assertThat(set("a: {b: !!str 1}\n", "x", "a", "b")).isEqualTo("a: {b: !!str x}\n");
    assertThat(remove("a: {b: 1, c: 2, d: 3}\n", "a", "b")).isEqualTo("a: {c: 2, d: 3}\n");
    assertThat(remove("a: {b: 1, c: 2, d: 3}\n", "a", "c")).isEqualTo("a: {b: 1, d: 3}\n");
    assertThat(remove("a: {b: 1, c: 2, d: 3}\n", "a", "d")).isEqualTo("a: {b: 1, c: 2}\n");
    assertThat(remove("a: { b: 1 } # c\n", "a", "b")).isEqualTo("a: {} # c\n");
  }

  private static final String LINES =
      """
      spec: {
        encryptedData: { # the values
          # the password
          password: AQ==, # rotated
          user: "AgB=="   # fixed
        },
        other: [1]
      }
      """;

  @Test
  void editsBracesOverSeveralLinesAndKeepsTheirComments() {
    assertThat(set(LINES, "Ag==", "spec", "encryptedData", "password"))
        .isEqualTo(LINES.replace("AQ==", "Ag=="));
    assertThat(set(LINES, "Ag==", "spec", "encryptedData", "token"))
        .isEqualTo(LINES.replace("   # fixed\n", ",   # fixed\n    token: \"Ag==\"\n"));
    assertThat(set(LINES, "x", "spec", "template", "type"))
        .isEqualTo(LINES.replace("[1]\n", "[1],\n  template: {\"type\":\"x\"}\n"));
    String trailing = LINES.replace("\"AgB==\" ", "\"AgB==\",");
    assertThat(set(trailing, "Ag==", "spec", "encryptedData", "token"))
        .isEqualTo(trailing.replace("# fixed\n", "# fixed\n    token: \"Ag==\",\n"));
    assertThat(remove(LINES, "spec", "encryptedData", "password"))
        .isEqualTo(LINES.replace("    password: AQ==, # rotated\n", ""));
    assertThat(remove(LINES, "spec", "encryptedData", "user"))
        .isEqualTo(LINES.replace("    user: \"AgB==\"   # fixed\n", ""));
    assertThat(remove(LINES, "spec", "other")).isEqualTo(LINES.replace(",\n  other: [1]", ""));
  }

  @Test
  void editsJsonAndLeavesItJson() {
    String json = "\uFEFF{\r\n  \"a\": {\r\n    \"b\": \"x\"\r\n  },\r\n  \"c\": {}\r\n}\r\n";
    assertThat(set(json, "z", "a", "b")).isEqualTo(json.replace("\"x\"", "\"z\""));
    assertThat(set(json, "z", "a", "d"))
        .isEqualTo(json.replace("\"x\"", "\"x\",\r\n    \"d\": \"z\""));
    assertThat(set(json, "z", "c", "d")).isEqualTo(json.replace("{}", "{\"d\":\"z\"}"));
    assertThat(set("{\"a\":{}}", "z", "a", "d", "e")).isEqualTo("{\"a\":{\"d\":{\"e\":\"z\"}}}");
    assertThat(remove(json, "a", "b"))
        .isEqualTo(json.replace("{\r\n    \"b\": \"x\"\r\n  }", "{}"));
  }

  @Test
  void writesAMappingBehindAnAliasAgain() {
    assertThat(set("x: &x {k: 1}\na:\n  <<: *x\n  j: 1\nb: *x\n", "z", "b", "k"))
        .isEqualTo("x: &x {k: 1}\na:\n  <<: *x\n  j: 1\nb:\n  k: z\n");
    assertThat(remove("x: &x {k: 1, l: 2}\na:\n  <<: *x\n  j: 1\nb: 1\n", "a", "k"))
        .isEqualTo("x: &x {k: 1, l: 2}\na:\n  j: 1\n  l: 2\nb: 1\n");
    assertThat(set("{x: &x {k: 1}, b: *x}\n", "y", "b", "l"))
        .isEqualTo("{x: &x {k: 1}, b: {\"k\":1,\"l\":\"y\"}}\n");
  }

  @Test
  void aRefusalNamesItsOwnLine() {
    String text = "a: 1\nb:\n  c: &x 1 # one\n  d: *x\n";
    assertThat(YamlEditor.of(text, "t", 0).set(List.of("b", "c"), TextNode.valueOf("y")))
        .isEqualTo(
            new NotEditable(
                3, "the value there is not a plain scalar: it has a tag, an anchor or parts"));
    assertThat(YamlEditor.of("a: 1\nb: 2\n", "t", 0).set(List.of("b", "c"), TextNode.valueOf("y")))
        .isEqualTo(new NotEditable(2, "a value on the way to it is not a mapping"));
    assertThat(YamlEditor.of("a: 1\nb:\n  c: 2\n", "t", 0).remove(List.of("b", "d")))
        .isEqualTo(new NotEditable(2, "does not have such a key: b.d"));
  }

  @Test
  void addsTrees() {
    JsonNode value =
        JsonNodeFactory.instance.objectNode().set("b", JsonNodeFactory.instance.arrayNode().add(1));
    assertThat(edited(YamlEditor.of("x:\n    y: 1\n", "t", 0).set(List.of("x", "a"), value)))
        .isEqualTo("x:\n    y: 1\n    a:\n      b:\n      - 1\n");
  }

  private static String set(String text, String value, String... path) {
    return edited(YamlEditor.of(text, "t", 0).set(List.of(path), TextNode.valueOf(value)));
  }

  private static String remove(String text, String... path) {
    return edited(YamlEditor.of(text, "t", 0).remove(List.of(path)));
  }

  private static String edited(EditResult result) {
    assertThat(result).isInstanceOf(Edited.class);
    return ((Edited) result).text();
  }

  private static String refused(String text, String value, String... path) {
    EditResult result = YamlEditor.of(text, "t", 0).set(List.of(path), TextNode.valueOf(value));
    assertThat(result).isInstanceOf(NotEditable.class);
    return ((NotEditable) result).reason();
  }
}

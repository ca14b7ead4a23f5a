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
    assertThat(refused("{\"a\": 1}", "x", "a")).contains("braces");
    assertThat(refused("a: {b: 1}\n", "x", "a", "b")).contains("braces");
    assertThat(refused("a: &x 1\nb: *x\n", "x", "a")).contains("anchor");
    assertThat(refused("a:\n  b: 1\n", "x", "a")).contains("parts");
    assertThat(refused("a: 1 # c\n", "x\ny\n", "a")).contains("comment");
    assertThat(refused("a: | # c\n  x\n", "y", "a")).contains("comment");
    assertThat(refused("a: 1\n", "y", "a", "b")).contains("not a mapping");
    assertThat(refused("x: &x {k: 1}\na:\n  <<: *x\n  j: 1\nb: *x\n", "y", "b", "k")).isNotEmpty();
    assertThat(YamlEditor.of("a: 1\n", "t", 0).remove(List.of("b")))
        .isInstanceOf(NotEditable.class);
    assertThat(YamlEditor.of("a: &x 1\nb: *x\n", "t", 0).remove(List.of("a")))
        .isInstanceOf(NotEditable.class);
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

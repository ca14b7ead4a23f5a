package dev.sealer.yaml.edit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.core.JsonPointer;
import dev.sealer.yaml.KubeYaml;
import dev.sealer.yaml.edit.EditResult.Edited;
import dev.sealer.yaml.edit.EditResult.NotEditable;
import dev.sealer.yaml.edit.StringReplacements.Replacement;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class StringReplacementsTest {

  private static final String OLD = "AgBold+/AgBold+/AgBold+/AgBold==";
  private static final String NEW = "AgBnew+/AgBnew+/AgBnew+/AgBnew==";

  private static Replacement at(int document, String pointer) {
    return new Replacement(document, JsonPointer.compile(pointer), NEW);
  }

  private static String replaced(String text, Replacement... replacements) {
    return switch (StringReplacements.apply(text, "file", Arrays.asList(replacements))) {
      case Edited(String changed) -> changed;
      case NotEditable(int line, String reason) -> line + ": " + reason;
    };
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "data:\n  # above\n  key: OLD # beside\n  # below\n",
        "data:\n  key: 'OLD' # beside\n",
        "data:\n  key: \"OLD\"\n",
        "data:\n  key:\n    OLD\n",
        "data: {key: OLD, other: [x]} # kept\n",
        "data: {'key' : \"OLD\",\n  \"other\": y}\n",
        "data:\n  \"key\": OLD",
        "data:\n  ? key\n  : OLD\n",
        "data:\n  key: |\n    OLD\n\n  other: x\n",
        "data:\n  key: |-   # head\n       OLD\n  # below\n",
        "data:\n  key: >-\n    OLD\nother: |\n  text\n",
        "data:\r\n  key: |\r\n    OLD\r\n  other: x\r\n",
        "data:\n  key: &anchor OLD\n  same: x\n",
        "data:\n  key: !!str OLD\n",
        "data:\n  key: !!str &a # both\n    'OLD'\n",
        "﻿data:\n  key: OLD\n",
        "emoji: \"😀\"\ndata:\n  key: OLD # 😀\n",
        "%YAML 1.1\n---\ndata:\n  key: OLD\n...\n",
        "{\"data\":{\"key\":\"OLD\"}}",
        "{\n\t\"data\": {\n\t\t\"key\":\t\"OLD\"\n\t}\n}\n",
        "{\"long\": \"\\u0041\\/\\ud83d\\ude00\", \"data\": {\"key\" : \"OLD\"}}\n",
      })
  void onlyTheStringChanges(String layout) {
    assertThat(replaced(layout.replace("OLD", OLD), at(0, "/data/key")))
        .isEqualTo(layout.replace("OLD", NEW));
  }

  @Test
  void aLiteralBlockKeepsItsWidth() {
    String text = "key: |\n  AgBold+/AgBold+/AgBold\n  +/AgBold==\n\nother: x\n";

    assertThat(replaced(text, at(0, "/key")))
        .isEqualTo("key: |\n  AgBnew+/AgBnew+/AgBnew\n  +/AgBnew==\n\nother: x\n");
  }

  @Test
  void aFoldedBlockBecomesOneLine() {
    assertThat(replaced("key: >\n  AgBold+/\n  AgBold==\nother: x\n", at(0, "/key")))
        .isEqualTo("key: >\n  " + NEW + "\nother: x\n");
  }

  @Test
  void aLongQuotedStringMayBeContinued() {
    assertThat(replaced("key: \"AgBold+/\\\n  AgBold==\" # kept\n", at(0, "/key")))
        .isEqualTo("key: \"" + NEW + "\" # kept\n");
  }

  @Test
  void severalDocumentsAndListsAreOneText() {
    String text =
        """
        # first
        a: {key: OLD}
        ---
        # no content
        ---
        items:
        - data: {key: x}
        - data:
            key: OLD
            a/b: "OLD"
        ---
        key: OLD
        """;

    assertThat(
            replaced(
                text.replace("OLD", OLD),
                at(1, "/items/1/data/a~1b"),
                at(0, "/a/key"),
                at(1, "/items/1/data/key")))
        .isEqualTo(
            text.replace("OLD", NEW)
                .replace("---\nkey: " + NEW, "---\nkey: OLD")
                .replace("OLD", OLD));
  }

  @Test
  void jsonObjectsThatFollowEachOtherAreOneText() {
    String text = "{\"key\":\"OLD\"}\n{\"key\" : \"OLD\"}\n---\nkey: OLD\n";

    assertThat(replaced(text.replace("OLD", OLD), at(1, "/key"), at(2, "/key")))
        .isEqualTo(
            "{\"key\":\"" + OLD + "\"}\n{\"key\" : \"" + NEW + "\"}\n---\nkey: " + NEW + "\n");
  }

  @Test
  void whatAnAliasSharesIsReplacedForAll() {
    String text = "a:\n  key: &k OLD\n  same: *k\nb: &m {x: OLD}\nc:\n  <<: *m\n  y: 1\n";

    assertThat(
            replaced(
                text.replace("OLD", OLD),
                at(0, "/a/same"),
                at(0, "/a/key"),
                at(0, "/c/x"),
                at(0, "/b/x")))
        .isEqualTo(text.replace("OLD", NEW));
  }

  @Test
  void whatWouldChangeMoreIsRefused() {
    String text = "\na:\n  key: &k OLD\nb: *k\n".replace("OLD", OLD);

    assertThat(replaced(text, at(0, "/a/key"))).startsWith("3: the way the value is written");
    assertThat(replaced(text, at(0, "/none/key"))).contains("does not allow");
  }

  @Test
  void onlyBase64IsTaken() {
    assertThatThrownBy(() -> new Replacement(0, JsonPointer.compile("/a"), "x\ny: z"))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void nothingToReplaceIsNoChange() {
    assertThat(StringReplacements.apply("a: 1\n", "file", List.of()))
        .isEqualTo(new Edited("a: 1\n"));
    assertThat(KubeYaml.readDocuments("a: 1\n", "file")).hasSize(1);
  }
}

package dev.sealer.sealedsecrets.plan;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;

/**
 * Damages inputs, by a seed that a failure names. The build tries a few thousand inputs; {@code
 * -Dfuzz.inputs=100000} tries that many over all kinds.
 */
public final class Fuzz {

  private static final int IN_THE_BUILD = 1_000;
  private static final JsonNodeFactory JSON = JsonNodeFactory.instance;
  private static final List<String> WORDS =
      List.of(
          "",
          " ",
          "true",
          "null",
          "0",
          "-1",
          "AgA=",
          "{{",
          "{{ . }}",
          "{{ .password | b64enc }}",
          "{{ fail .password }}",
          "{{ index . \"password\" 99 }}",
          "{{ .password | atoi }}",
          "{{ substr 0 3 .password }}",
          "{{ fromJson .password }}",
          "{{ mustFromJson .password }}",
          "{{ slice .password 1 999 }}",
          "{{ .password.x.y }}",
          "{{ template \"x\" }}",
          "{{ range $i, $e := splitList \"\" .password }}{{ fail $e }}{{ end }}",
          "{{ mustRegexMatch .password \"a\" }}",
          "{{ semver .password }}",
          "{{ toDate \"2006\" .password }}",
          "{{ .password | mustToDate \"2006\" }}",
          "{{ include .password . }}",
          "../../etc/passwd",
          "a/b",
          "\u0000",
          "\ud800",
          "\u202e",
          "kube-system",
          "sealedsecrets.bitnami.com/cluster-wide",
          "sealedsecrets.bitnami.com/namespace-wide");

  private final Random random;

  /** The same seed makes the same damage. */
  public Fuzz(long seed) {
    this.random = new Random(seed);
  }

  /** How many inputs to try when this kind gets {@code percent} of all. */
  public static int inputs(int percent) {
    return Integer.getInteger("fuzz.inputs", IN_THE_BUILD) * percent / 100;
  }

  /** A copy with one to four places damaged. */
  public ObjectNode damaged(ObjectNode tree) {
    ObjectNode copy = tree.deepCopy();
    for (int i = random.nextInt(4); i >= 0; i--) {
      damageOne(copy);
    }
    return copy;
  }

  /** A copy with bytes changed, cut, doubled or put in. */
  public byte[] damaged(byte[] bytes) {
    byte[] copy = bytes.clone();
    for (int i = random.nextInt(4); i >= 0 && copy.length > 0; i--) {
      copy = damageOne(copy);
    }
    return copy;
  }

  /** A whole number below {@code bound}. */
  public int below(int bound) {
    return random.nextInt(bound);
  }

  /** One of them. */
  public <T> T oneOf(List<T> items) {
    return items.get(random.nextInt(items.size()));
  }

  private byte[] damageOne(byte[] bytes) {
    int at = random.nextInt(bytes.length);
    return switch (random.nextInt(6)) {
      case 0 -> Arrays.copyOf(bytes, at);
      case 1 -> joined(bytes, bytes);
      case 2 -> joined(Arrays.copyOf(bytes, at), word().getBytes(StandardCharsets.UTF_8));
      case 3 -> joined("[".repeat(random.nextInt(5_000)).getBytes(StandardCharsets.UTF_8), bytes);
      default -> {
        byte[] changed = bytes.clone();
        changed[at] = (byte) random.nextInt(256);
        yield changed;
      }
    };
  }

  private static byte[] joined(byte[] one, byte[] other) {
    byte[] both = Arrays.copyOf(one, one.length + other.length);
    System.arraycopy(other, 0, both, one.length, other.length);
    return both;
  }

  private void damageOne(ObjectNode root) {
    ObjectNode parent = someObject(root);
    List<String> names = new ArrayList<>();
    parent.fieldNames().forEachRemaining(names::add);
    if (names.isEmpty() || random.nextInt(8) == 0) {
      parent.set(word(), something());
      return;
    }
    String name = oneOf(names);
    switch (random.nextInt(5)) {
      case 0 -> parent.remove(name);
      case 1 -> parent.set(name, something());
      case 2 -> parent.set(word(), parent.remove(name));
      default -> parent.set(name, changed(parent.get(name)));
    }
  }

  private ObjectNode someObject(ObjectNode root) {
    ObjectNode at = root;
    while (true) {
      List<ObjectNode> below = new ArrayList<>();
      for (JsonNode child : at) {
        if (child instanceof ObjectNode object) {
          below.add(object);
        }
      }
      if (below.isEmpty() || random.nextInt(4) == 0) {
        return at;
      }
      at = oneOf(below);
    }
  }

  /** Text is changed in one place; anything else becomes something else. */
  private JsonNode changed(JsonNode node) {
    if (!node.isTextual() || node.asText().isEmpty()) {
      return something();
    }
    String text = node.asText();
    int at = random.nextInt(text.length());
    return switch (random.nextInt(4)) {
      case 0 -> JSON.textNode(text.substring(0, at));
      case 1 -> JSON.textNode(text.substring(0, at) + word() + text.substring(at));
      case 2 -> JSON.textNode(text + text);
      default ->
          JSON.textNode(
              text.substring(0, at) + (char) (32 + random.nextInt(96)) + text.substring(at + 1));
    };
  }

  private JsonNode something() {
    return switch (random.nextInt(9)) {
      case 0 -> JSON.nullNode();
      case 1 -> JSON.booleanNode(random.nextBoolean());
      case 2 -> JSON.numberNode(random.nextLong());
      case 3 -> JSON.numberNode(random.nextDouble());
      case 4 -> JSON.objectNode().put(word(), word());
      case 5 -> nested();
      case 6 -> JSON.textNode("A".repeat(random.nextInt(20_000)));
      default -> JSON.textNode(word());
    };
  }

  private JsonNode nested() {
    ArrayNode outer = JSON.arrayNode();
    ArrayNode at = outer;
    for (int i = random.nextInt(500); i > 0; i--) {
      at = at.addArray();
    }
    return outer;
  }

  private String word() {
    return oneOf(WORDS);
  }
}

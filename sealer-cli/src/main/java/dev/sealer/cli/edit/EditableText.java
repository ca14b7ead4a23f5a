package dev.sealer.cli.edit;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sealer.gocompat.CorruptInputException;
import dev.sealer.gocompat.GoBase64;
import dev.sealer.sealing.model.InvalidManifestException;
import dev.sealer.secret.SecretBytes;
import dev.sealer.yaml.KubeYaml;
import dev.sealer.yaml.read.Document;
import dev.sealer.yaml.read.YamlException;
import dev.sealer.yaml.read.YamlNode;
import dev.sealer.yaml.read.YamlNode.Entry;
import dev.sealer.yaml.read.YamlNode.Mapping;
import dev.sealer.yaml.read.YamlNode.Scalar;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The text that is edited: YAML with {@code stringData} and {@code data}, as in a Secret. {@code
 * <unchanged>} means the value that is sealed now. A value is what is written, character by
 * character: {@code 0123} and {@code yes} need no quotes.
 */
final class EditableText {
  private static final String UNCHANGED = "<unchanged>";
  private static final List<String> FIELDS = List.of("stringData", "data");

  private EditableText() {}

  /**
   * Returns the text to begin with.
   *
   * @param keys of the file, in its order
   * @param known the values that could be read; all others show as unchanged
   */
  static String of(String about, Collection<String> keys, Map<String, SecretBytes> known) {
    ObjectNode text = JsonNodeFactory.instance.objectNode();
    ObjectNode binary = JsonNodeFactory.instance.objectNode();
    for (String key : keys) {
      SecretBytes value = known.get(key);
      Optional<String> shown =
          value == null ? Optional.of(UNCHANGED) : value.reveal(EditableText::utf8);
      // The exit: with the private key, the person asked to see and change the values.
      shown.ifPresentOrElse(
          plain -> text.put(key, plain),
          () -> binary.put(key, value == null ? "" : value.reveal(GoBase64::encode)));
    }
    ObjectNode whole = JsonNodeFactory.instance.objectNode();
    whole.set("stringData", text);
    if (!binary.isEmpty()) {
      whole.set("data", binary);
    }
    return """
    # Values of %s
    #
    # %s keeps what is sealed now. Write a value in its place to change it, add a
    # line to add a key, remove a line to remove a key. Binary values belong under data,
    # in base64. Leave without saving, or save no change, to change nothing.
    """
            .formatted(about, UNCHANGED)
        + KubeYaml.toYaml(whole);
  }

  private static Optional<String> utf8(byte[] bytes) {
    try {
      String text = StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
      boolean printable = text.chars().allMatch(c -> c >= ' ' || c == '\n' || c == '\t');
      return printable && !text.equals(UNCHANGED) ? Optional.of(text) : Optional.empty();
    } catch (CharacterCodingException e) {
      return Optional.empty();
    }
  }

  /**
   * Returns what the text asks for: the new value of each key, nothing for one that stays.
   *
   * @throws YamlException when it is not a YAML
   * @throws InvalidManifestException when it is something else than keys and values
   */
  static Map<String, Optional<SecretBytes>> parse(byte[] edited) {
    Document document = KubeYaml.readDocument(edited, "the edited file");
    if (!(document.layout() instanceof Mapping root)) {
      throw new InvalidManifestException("the edited file is not a map of data keys and values");
    }
    Map<String, Optional<SecretBytes>> values = new LinkedHashMap<>();
    try {
      for (Entry entry : root.entries()) {
        readField(entry, values);
      }
    } catch (InvalidManifestException e) {
      values.values().forEach(value -> value.ifPresent(SecretBytes::close));
      throw e;
    }
    return values;
  }

  private static void readField(Entry field, Map<String, Optional<SecretBytes>> into) {
    String name = text(field.key());
    if (!FIELDS.contains(name)) {
      throw problem(field.key(), "only stringData and data are allowed here, not " + name);
    }
    if (field.value() instanceof Scalar scalar && scalar.isNull()) {
      return;
    }
    if (!(field.value() instanceof Mapping mapping)) {
      throw problem(field.value(), name + " is not a map of data keys and values");
    }
    for (Entry entry : mapping.entries()) {
      String key = text(entry.key());
      Optional<SecretBytes> value = value(name, key, entry.value());
      if (into.put(key, value) != null) {
        throw problem(entry.key(), "duplicate key \"" + key + "\"; remove one of the two");
      }
    }
  }

  private static Optional<SecretBytes> value(String field, String key, YamlNode node) {
    if (!(node instanceof Scalar scalar)) {
      throw problem(node, "the value of " + key + " is not a string");
    }
    if (scalar.isNull() && scalar.text().isEmpty()) {
      throw problem(node, key + " has no value: write \"\" for an empty one");
    }
    if (scalar.text().equals(UNCHANGED)) {
      return Optional.empty();
    }
    if (field.equals("stringData")) {
      return Optional.of(SecretBytes.ofUtf8(scalar.text()));
    }
    try {
      return Optional.of(SecretBytes.takeOver(GoBase64.decode(scalar.text())));
    } catch (CorruptInputException e) {
      throw problem(node, "data." + key + " is not base64; plain strings belong under stringData");
    }
  }

  private static String text(YamlNode key) {
    if (key instanceof Scalar scalar) {
      return scalar.text();
    }
    throw problem(key, "a data key is not a string");
  }

  private static InvalidManifestException problem(YamlNode at, String what) {
    return new InvalidManifestException("the edited file:" + at.span().line() + ": " + what);
  }
}

package dev.sealer.cli.es;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sealer.cli.io.CommandFailure;
import dev.sealer.secret.SecretBytes;
import dev.sealer.template.RenderOptions;
import dev.sealer.template.error.TemplateException;
import dev.sealer.template.upstream.ExternalSecretTemplate;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * The Secret that an ExternalSecret would write if its stores had sample values. Templates are
 * rendered in the controller's order: {@code templateFrom} as listed, then {@code data}.
 */
final class SamplePreview implements AutoCloseable {
  private static final String FIELD = "spec.target.template";

  private final Map<String, SecretBytes> samples;
  private final TemplateObjects objects;
  private final RenderOptions world = RenderOptions.standard();
  private final Map<String, SecretBytes> data = new TreeMap<>();
  private final Map<String, String> labels = new TreeMap<>();
  private final Map<String, String> annotations = new TreeMap<>();

  /**
   * Prepares a rendering.
   *
   * @param samples data key to sample value; the caller must close them
   * @param objects the ConfigMaps and Secrets that templates may be in
   */
  SamplePreview(Map<String, SecretBytes> samples, TemplateObjects objects) {
    this.samples = samples;
    this.objects = objects;
  }

  /** Renders; the result is a Secret manifest. */
  ObjectNode render(JsonNode externalSecret) {
    JsonNode template = externalSecret.path("spec").path("target").path("template");
    boolean makesData =
        !template.path("data").isEmpty() || !template.path("templateFrom").isEmpty();
    if (!makesData || template.path("mergePolicy").asText().equals("Merge")) {
      samples.forEach((key, value) -> data.put(key, value.copy()));
    }
    int place = 0;
    for (JsonNode from : template.path("templateFrom")) {
      from(FIELD + ".templateFrom[" + place++ + "]", from);
    }
    for (Map.Entry<String, JsonNode> entry : template.path("data").properties()) {
      put(entry.getKey(), one(FIELD + ".data[" + entry.getKey() + "]", entry.getValue().asText()));
    }
    metadata(template, "labels", labels);
    metadata(template, "annotations", annotations);
    return secret(externalSecret, template);
  }

  private void from(String field, JsonNode from) {
    String decoding = from.path("valuesDecodingStrategy").asText();
    if (!decoding.isEmpty() && !decoding.equals("None")) {
      throw new CommandFailure(field + ".valuesDecodingStrategy: not supported offline; remove it");
    }
    String target = from.path("target").asText().toLowerCase(Locale.ROOT);
    for (String kind : new String[] {"configMap", "secret"}) {
      JsonNode ref = from.path(kind);
      for (JsonNode item : ref.path("items")) {
        String at = field + "." + kind;
        String key = item.path("key").asText();
        String text = objects.text(at, kind, ref.path("name").asText(), key);
        putAll(
            field,
            target,
            item.path("templateAs").asText().equals("KeysAndValues")
                ? map(at, text)
                : Map.of(key, one(at, text)));
      }
    }
    if (from.hasNonNull("literal")) {
      putAll(field, target, map(field + ".literal", from.path("literal").asText()));
    }
  }

  private void putAll(String field, String target, Map<String, SecretBytes> values) {
    values.forEach((key, value) -> {
      switch (target) {
        case "", "data" -> put(key, value);
        case "labels" -> labels.put(key, text(value));
        case "annotations" -> annotations.put(key, text(value));
        default ->
            throw new CommandFailure(
                field + ".target: must be Data, Annotations or Labels for a Secret");
      }
    });
  }

  private void metadata(JsonNode template, String name, Map<String, String> into) {
    for (Map.Entry<String, JsonNode> entry : template.path("metadata").path(name).properties()) {
      String field = FIELD + ".metadata." + name + "[" + entry.getKey() + "]";
      into.put(entry.getKey(), text(one(field, entry.getValue().asText())));
    }
  }

  private void put(String key, SecretBytes value) {
    SecretBytes earlier = data.put(key, value);
    if (earlier != null) {
      earlier.close();
    }
  }

  private SecretBytes one(String field, String template) {
    try {
      return ExternalSecretTemplate.parse(field, template).render(samples, world);
    } catch (TemplateException problem) {
      throw new CommandFailure(field + ": " + problem.getMessage(), problem);
    }
  }

  private Map<String, SecretBytes> map(String field, String template) {
    try {
      return ExternalSecretTemplate.parse(field, template).renderMap(samples, world);
    } catch (TemplateException problem) {
      throw new CommandFailure(field + ": " + problem.getMessage(), problem);
    }
  }

  private ObjectNode secret(JsonNode externalSecret, JsonNode template) {
    JsonNode source = externalSecret.path("metadata");
    ObjectNode secret = JsonNodeFactory.instance.objectNode();
    secret.put("apiVersion", "v1").put("kind", "Secret");
    ObjectNode metadata = secret.putObject("metadata");
    String target = externalSecret.path("spec").path("target").path("name").asText();
    metadata.put("name", target.isEmpty() ? source.path("name").asText() : target);
    if (source.hasNonNull("namespace")) {
      metadata.put("namespace", source.path("namespace").asText());
    }
    put(metadata, "labels", labels);
    put(metadata, "annotations", annotations);
    String type = template.path("type").asText();
    secret.put("type", type.isEmpty() ? "Opaque" : type);
    Map<String, String> texts = new TreeMap<>();
    Map<String, String> binary = new TreeMap<>();
    // The exit: these are the samples, and what templates made of them.
    data.forEach((key, value) ->
        value
            .<Optional<String>>reveal(SamplePreview::utf8)
            .ifPresentOrElse(
                text -> texts.put(key, text),
                () -> binary.put(key, value.<String>reveal(Base64.getEncoder()::encodeToString))));
    put(secret, "stringData", texts);
    put(secret, "data", binary);
    return secret;
  }

  private static void put(ObjectNode parent, String field, Map<String, String> values) {
    if (!values.isEmpty()) {
      ObjectNode node = parent.putObject(field);
      values.forEach(node::put);
    }
  }

  private static Optional<String> utf8(byte[] bytes) {
    try {
      return Optional.of(
          StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString());
    } catch (CharacterCodingException binary) {
      return Optional.empty();
    }
  }

  private static String text(SecretBytes value) {
    try (value) {
      return value.reveal(bytes -> new String(bytes, StandardCharsets.UTF_8));
    }
  }

  @Override
  public void close() {
    data.values().forEach(SecretBytes::close);
  }
}

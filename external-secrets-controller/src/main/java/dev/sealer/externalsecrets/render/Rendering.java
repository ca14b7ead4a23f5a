package dev.sealer.externalsecrets.render;

import dev.sealer.externalsecrets.plan.Content;
import dev.sealer.externalsecrets.spec.TemplateSource;
import dev.sealer.externalsecrets.spec.TemplateSpec;
import dev.sealer.externalsecrets.value.Decoding;
import dev.sealer.externalsecrets.value.KeyConversion;
import dev.sealer.externalsecrets.value.UnusableValueException;
import dev.sealer.secret.SecretBytes;
import dev.sealer.template.RenderOptions;
import dev.sealer.template.error.TemplateException;
import dev.sealer.template.upstream.ExternalSecretTemplate;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;

/** One rendering of one template spec. Plaintext is text here only inside the template engine. */
final class Rendering implements AutoCloseable {

  private static final String FIELD = "spec.target.template";

  private final String namespace;
  private final Map<String, SecretBytes> fetched;
  private final TemplateTexts texts;
  private final RenderOptions world;
  private final Map<String, SecretBytes> data = new HashMap<>();
  private final Map<String, String> labels = new HashMap<>();
  private final Map<String, String> annotations = new HashMap<>();

  Rendering(
      String namespace,
      Map<String, SecretBytes> fetched,
      TemplateTexts texts,
      RenderOptions world) {
    this.namespace = namespace;
    this.fetched = fetched;
    this.texts = texts;
    this.world = world;
  }

  /** Puts values there before anything is rendered. */
  void keep(Map<String, SecretBytes> values) {
    data.putAll(values);
  }

  void run(TemplateSpec template) throws TemplateFailure {
    for (TemplateSource source : template.from()) {
      switch (source) {
        case TemplateSource.Literal literal ->
            putAll(literal, map(literal.field(), literal.text()));
        case TemplateSource.Referenced referenced -> referenced(referenced);
      }
    }
    for (Map.Entry<String, String> entry : template.data().entrySet()) {
      String field = FIELD + ".data[" + entry.getKey() + "]";
      put(field, entry.getKey(), render(field, entry.getValue()));
    }
    texts(FIELD + ".metadata.labels", template.labels(), labels);
    texts(FIELD + ".metadata.annotations", template.annotations(), annotations);
  }

  Content content(TemplateSpec template) {
    return new Content(template.type(), labels, annotations, template.finalizers(), data);
  }

  private void texts(String field, Map<String, String> templates, Map<String, String> into)
      throws TemplateFailure {
    for (Map.Entry<String, String> entry : templates.entrySet()) {
      String at = field + "[" + entry.getKey() + "]";
      into.put(entry.getKey(), text(render(at, entry.getValue())));
    }
  }

  private void referenced(TemplateSource.Referenced source) throws TemplateFailure {
    for (TemplateSource.Item item : source.items()) {
      switch (texts.read(namespace, source.secret(), source.name(), item.key())) {
        case TemplateTexts.Text.Missing(String cause) ->
            throw new TemplateFailure(source.field(), cause);
        case TemplateTexts.Text.Found(String template) ->
            putAll(
                source,
                item.keysAndValues()
                    ? map(source.field(), template)
                    : Map.of(item.key(), render(source.field(), template)));
      }
    }
  }

  private void putAll(TemplateSource source, Map<String, SecretBytes> values)
      throws TemplateFailure {
    for (Map.Entry<String, SecretBytes> value : values.entrySet()) {
      SecretBytes decoded = decoded(source.field(), source.decoding(), value.getValue());
      switch (source.part()) {
        case DATA -> put(source.field(), value.getKey(), decoded);
        case LABELS -> labels.put(value.getKey(), text(decoded));
        case ANNOTATIONS -> annotations.put(value.getKey(), text(decoded));
      }
    }
  }

  private static SecretBytes decoded(String field, Decoding decoding, SecretBytes value)
      throws TemplateFailure {
    try (value) {
      return decoding.decode(value);
    } catch (UnusableValueException problem) {
      throw new TemplateFailure(field, problem.getMessage());
    }
  }

  private void put(String field, String key, SecretBytes value) throws TemplateFailure {
    try {
      KeyConversion.check(key);
    } catch (UnusableValueException problem) {
      value.close();
      throw new TemplateFailure(field, problem.getMessage());
    }
    SecretBytes earlier = data.put(key, value);
    if (earlier != null) {
      earlier.close();
    }
  }

  private SecretBytes render(String field, String template) throws TemplateFailure {
    try {
      return ExternalSecretTemplate.parse(field, template).render(fetched, world);
    } catch (TemplateException problem) {
      throw failure(field, problem);
    }
  }

  private Map<String, SecretBytes> map(String field, String template) throws TemplateFailure {
    try {
      return ExternalSecretTemplate.parse(field, template).renderMap(fetched, world);
    } catch (TemplateException problem) {
      throw failure(field, problem);
    }
  }

  private static TemplateFailure failure(String field, TemplateException problem) {
    String message = problem.getMessage();
    return new TemplateFailure(field, message == null ? "cannot be rendered" : message);
  }

  private static String text(SecretBytes value) {
    try (value) {
      return value.reveal(bytes -> new String(bytes, StandardCharsets.UTF_8));
    }
  }

  /** Wipes what was rendered so far. */
  @Override
  public void close() {
    data.values().forEach(SecretBytes::close);
  }
}

package dev.sealer.template.upstream;

import com.fasterxml.jackson.databind.JsonNode;
import dev.sealer.gocompat.GoFloats;
import dev.sealer.secret.SecretBytes;
import dev.sealer.template.GoTemplate;
import dev.sealer.template.RenderOptions;
import dev.sealer.template.Sprig;
import dev.sealer.template.TemplateOptions;
import dev.sealer.template.error.TemplateException;
import dev.sealer.template.error.TemplateExecutionException;
import dev.sealer.template.value.DictValue;
import dev.sealer.template.value.SecretMap;
import dev.sealer.yaml.KubeYaml;
import dev.sealer.yaml.read.Document;
import dev.sealer.yaml.read.YamlException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A template of an ExternalSecret, in Go's language with the functions of Sprig and of External
 * Secrets Operator. A missing key is an error. Immutable.
 */
public final class ExternalSecretTemplate {

  private static final TemplateOptions OPTIONS =
      TemplateOptions.DEFAULT
          .withFunctions(Sprig.library().with(ExternalSecretFunctions.library()))
          .withOption("missingkey=error");

  private final String field;
  private final GoTemplate parsed;

  private ExternalSecretTemplate(String field, GoTemplate parsed) {
    this.field = field;
    this.parsed = parsed;
  }

  /**
   * Parses a template.
   *
   * @param field path in the ExternalSecret, for messages
   * @throws TemplateException if it cannot be parsed; the message quotes the template
   */
  public static ExternalSecretTemplate parse(String field, String template) {
    return new ExternalSecretTemplate(field, GoTemplate.parse(field, template, OPTIONS));
  }

  /** Returns why a template cannot be parsed, with line and column; empty if it can. */
  public static Optional<String> problem(String field, String template) {
    try {
      ExternalSecretTemplate _ = parse(field, template);
      return Optional.empty();
    } catch (TemplateException problem) {
      String message = problem.getMessage();
      return Optional.of(message == null ? "cannot be parsed" : message);
    }
  }

  /**
   * Renders with the fetched values as the dot; the caller must close the result.
   *
   * @throws TemplateException if it cannot be rendered; the message may quote values
   */
  public SecretBytes render(Map<String, SecretBytes> fetched, RenderOptions world) {
    return SecretBytes.takeOver(parsed.renderBytes(SecretMap.ofStrings(fetched), world));
  }

  /**
   * Renders with text that is not secret as the dot, such as a key.
   *
   * @throws TemplateException if it cannot be rendered
   */
  public String renderText(Map<String, String> dot, RenderOptions world) {
    return parsed.render(DictValue.ofStrings(dot), world);
  }

  /**
   * Renders a template whose output is a YAML map of text; the caller must close the values.
   *
   * @throws TemplateException if it cannot be rendered, or the output is something else
   */
  public Map<String, SecretBytes> renderMap(Map<String, SecretBytes> fetched, RenderOptions world) {
    try (SecretBytes rendered = render(fetched, world)) {
      List<Document> documents = rendered.reveal(bytes -> KubeYaml.readDocuments(bytes, field));
      Map<String, SecretBytes> values = new LinkedHashMap<>();
      for (Document document : documents) {
        values.putAll(scalars(document.content()));
      }
      return values;
    } catch (YamlException problem) {
      // Its message may quote the text.
      throw failure("what it renders to is not a YAML map (line " + problem.line() + ")");
    }
  }

  private TemplateExecutionException failure(String message) {
    return new TemplateExecutionException(field, message);
  }

  private Map<String, SecretBytes> scalars(JsonNode content) {
    if (!content.isObject()) {
      throw failure("what it renders to is not a YAML map");
    }
    Map<String, SecretBytes> values = new LinkedHashMap<>();
    for (Map.Entry<String, JsonNode> entry : content.properties()) {
      if (entry.getValue().isContainerNode()) {
        throw failure("key \"" + entry.getKey() + "\" of what it renders to is not text");
      }
      values.put(entry.getKey(), SecretBytes.ofUtf8(scalar(entry.getValue())));
    }
    return values;
  }

  /**
   * The text that External Secrets Operator makes of a scalar: a number with a fraction or an
   * exponent is written with the digits of 32 bits.
   */
  private static String scalar(JsonNode value) {
    if (value.isNull()) {
      return "";
    }
    boolean real =
        value.isFloatingPointNumber()
            || (value.isBigInteger() && value.bigIntegerValue().bitLength() > Long.SIZE);
    return real ? GoFloats.shortest((float) value.doubleValue(), Float.SIZE) : value.asText();
  }
}

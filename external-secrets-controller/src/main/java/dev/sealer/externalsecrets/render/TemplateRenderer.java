package dev.sealer.externalsecrets.render;

import dev.sealer.externalsecrets.plan.Content;
import dev.sealer.externalsecrets.plan.PeerHash;
import dev.sealer.externalsecrets.plan.Source;
import dev.sealer.externalsecrets.spec.Target;
import dev.sealer.externalsecrets.spec.TemplateSpec;
import dev.sealer.secret.SecretBytes;
import dev.sealer.template.RenderOptions;
import dev.sealer.template.upstream.ExternalSecretTemplate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Makes a Secret's content of fetched values: as they are, or through {@code spec.target.template}.
 * Templates are in {@link ExternalSecretTemplate}; the dot is the map of fetched values as text.
 */
public final class TemplateRenderer {

  private final TemplateTexts texts;
  private final RenderOptions world;

  /**
   * Renders with these.
   *
   * @param texts where referenced templates are read from
   * @param world clock, randomness and limits of templates
   */
  public TemplateRenderer(TemplateTexts texts, RenderOptions world) {
    this.texts = texts;
    this.world = world;
  }

  /**
   * Renders for one target; the caller must close {@code fetched}.
   *
   * @throws TemplateFailure if a template cannot be rendered
   */
  public Rendered render(Source source, Target target, Map<String, SecretBytes> fetched)
      throws TemplateFailure {
    if (target.template().isEmpty()) {
      return new Rendered(Content.untemplated(source, copies(fetched)), Optional.empty());
    }
    TemplateSpec template = target.template().get();
    List<String> read = new ArrayList<>();
    ObservedRandom random = new ObservedRandom(world.random());
    Rendering rendering =
        new Rendering(source.namespace(), fetched, noting(read), world.withRandom(random));
    try {
      if (template.merge() || !template.makesData()) {
        rendering.keep(copies(fetched));
      }
      rendering.run(template);
      return new Rendered(
          rendering.content(template),
          random.wasUsed() ? Optional.of(inputs(fetched, template, read)) : Optional.empty());
    } catch (TemplateFailure failure) {
      rendering.close();
      throw failure;
    }
  }

  private TemplateTexts noting(List<String> read) {
    return (namespace, secret, name, key) -> {
      TemplateTexts.Text text = texts.read(namespace, secret, name, key);
      if (text instanceof TemplateTexts.Text.Found(String template)) {
        read.add(template);
      }
      return text;
    };
  }

  /** Maps are sorted: the same inputs have the same hash in every process. */
  private static String inputs(
      Map<String, SecretBytes> fetched, TemplateSpec template, List<String> read) {
    return PeerHash.ofText(
        PeerHash.ofData(fetched)
            + template.merge()
            + new TreeMap<>(template.labels())
            + new TreeMap<>(template.annotations())
            + new TreeMap<>(template.data())
            + template.from()
            + read);
  }

  private static Map<String, SecretBytes> copies(Map<String, SecretBytes> values) {
    Map<String, SecretBytes> copies = new HashMap<>();
    values.forEach((key, value) -> copies.put(key, value.copy()));
    return copies;
  }
}

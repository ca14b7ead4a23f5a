package dev.sealer.sealedsecrets.plan.secret;

import dev.sealer.crds.sealedsecrets.SealedSecretSpec;
import dev.sealer.sealedsecrets.plan.Failure;
import dev.sealer.sealedsecrets.plan.Failure.Reason;
import dev.sealer.sealedsecrets.plan.ItemErrors;
import dev.sealer.sealedsecrets.plan.SealedObject;
import dev.sealer.sealedsecrets.plan.open.Opened;
import dev.sealer.secret.SecretBytes;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Makes the desired Secret of the opened values and the object's template. */
public final class Desiring {

  private Desiring() {}

  /** What came of it. */
  public sealed interface Result {
    /** The Secret; the receiver closes it, and the opened values with it. */
    record Desired(DesiredSecret secret) implements Result {}

    /** A template failed, so there is no Secret. */
    record Failed(Failure failure) implements Result {}
  }

  /**
   * Renders the templates over {@code opened}. An opened item wins over a template of the same key,
   * in the output as in what templates see; a template that is {@code null} leaves the item of its
   * key out.
   */
  public static Result of(SealedObject object, Opened opened, TemplateRenderer renderer) {
    Map<String, @Nullable String> given = templates(object.spec().template());
    Map<String, String> templates = new TreeMap<>();
    given.forEach((key, text) -> {
      if (text != null) {
        templates.put(key, text);
      }
    });
    Map<String, SecretBytes> data = new TreeMap<>(opened.values());
    if (!templates.isEmpty()) {
      switch (renderer.render(templates, context(templates, opened))) {
        case TemplateRenderer.Result.Failed(Map<String, String> messages) -> {
          ItemErrors errors = new ItemErrors();
          messages.forEach(errors::add);
          return new Result.Failed(new Failure(Reason.TEMPLATE_FAILED, errors.text()));
        }
        case TemplateRenderer.Result.Rendered(Map<String, SecretBytes> outputs) ->
            outputs.forEach(data::putIfAbsent);
      }
    }
    given.forEach((key, text) -> {
      if (text == null) {
        data.remove(key);
      }
    });
    return new Result.Desired(new DesiredSecret(object.key(), opened.blueprint(), data));
  }

  private static Map<String, SecretBytes> context(Map<String, String> templates, Opened opened) {
    Map<String, SecretBytes> context = new TreeMap<>(opened.values());
    templates.forEach((key, text) -> context.putIfAbsent(key, SecretBytes.ofUtf8(text)));
    return context;
  }

  private static Map<String, @Nullable String> templates(
      SealedSecretSpec.@Nullable Template template) {
    return template == null ? Map.of() : template.data();
  }
}

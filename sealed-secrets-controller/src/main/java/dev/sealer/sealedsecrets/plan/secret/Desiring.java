package dev.sealer.sealedsecrets.plan.secret;

import dev.sealer.crds.sealedsecrets.SealedSecretSpec;
import dev.sealer.sealedsecrets.plan.Failure;
import dev.sealer.sealedsecrets.plan.Failure.Reason;
import dev.sealer.sealedsecrets.plan.ItemErrors;
import dev.sealer.sealedsecrets.plan.SealedObject;
import dev.sealer.sealedsecrets.plan.SecretPower;
import dev.sealer.sealedsecrets.plan.open.Opened;
import dev.sealer.secret.SecretBytes;
import java.util.Map;
import java.util.Optional;
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

  /** Makes the data of {@code opened} and the object's templates. */
  public static Result of(SealedObject object, Opened opened, TemplateRenderer renderer) {
    Optional<String> power = SecretPower.problem(opened.blueprint());
    if (power.isPresent()) {
      return new Result.Failed(new Failure(Reason.NOT_ALLOWED, power.get()));
    }
    Map<String, @Nullable String> templates = templates(object.spec().template());
    return switch (renderer.render(templates, opened.values())) {
      case TemplateRenderer.Result.Failed(Map<String, String> messages) -> {
        ItemErrors errors = new ItemErrors();
        messages.forEach(errors::add);
        yield new Result.Failed(new Failure(Reason.TEMPLATE_FAILED, errors.text()));
      }
      case TemplateRenderer.Result.Rendered(Map<String, SecretBytes> data) ->
          new Result.Desired(new DesiredSecret(object.key(), opened.blueprint(), data));
    };
  }

  private static Map<String, @Nullable String> templates(
      SealedSecretSpec.@Nullable Template template) {
    return template == null ? Map.of() : template.data();
  }
}

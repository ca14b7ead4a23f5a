package dev.sealer.sealedsecrets.plan.secret;

import dev.sealer.sealedsecrets.plan.Failure;
import dev.sealer.sealedsecrets.plan.Failure.Reason;
import dev.sealer.sealedsecrets.plan.SealedObject;
import dev.sealer.sealedsecrets.plan.SecretAnnotations;
import dev.sealer.sealedsecrets.plan.SecretPower;
import dev.sealer.sealedsecrets.plan.SecretTemplate;
import dev.sealer.sealedsecrets.plan.unseal.UnsealedValues;
import dev.sealer.sealing.model.DataKeyErrors;
import dev.sealer.secret.SecretBytes;
import dev.sealer.template.SecretDataTemplates;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** The Secret that a SealedSecret declares. Closing it wipes its data. */
public final class DeclaredSecret implements AutoCloseable {

  private final SecretTemplate template;
  private final Map<String, SecretBytes> data;

  DeclaredSecret(SecretTemplate template, Map<String, SecretBytes> data) {
    this.template = template;
    this.data = new TreeMap<>(data);
  }

  /** The result of {@link #create}. */
  public sealed interface Result {
    /** The Secret. The receiver must close it; that closes the unsealed values too. */
    record Created(DeclaredSecret secret) implements Result {}

    /** There is no Secret, because it is not allowed or a template failed. */
    record Failed(Failure failure) implements Result {}
  }

  /**
   * Creates the Secret from unsealed values and the object's templates. A value wins over a
   * template of the same data key; a template that is null leaves the value of its data key out.
   */
  public static Result create(
      SealedObject object, UnsealedValues unsealed, SecretDataTemplates templates) {
    Optional<String> power = SecretPower.problem(unsealed.template());
    if (power.isPresent()) {
      return new Result.Failed(new Failure(Reason.NOT_ALLOWED, power.get()));
    }
    return switch (templates.data(object.content().templateData(), unsealed.values())) {
      case SecretDataTemplates.Result.Failed(Map<String, String> messages) -> {
        DataKeyErrors errors = new DataKeyErrors();
        messages.forEach(errors::add);
        yield new Result.Failed(new Failure(Reason.TEMPLATE_FAILED, errors.text()));
      }
      case SecretDataTemplates.Result.Rendered(Map<String, SecretBytes> data) ->
          new Result.Created(new DeclaredSecret(unsealed.template(), data));
    };
  }

  /** Returns everything but the data. */
  public SecretTemplate template() {
    return template;
  }

  /** Returns the data by data key, sorted. */
  public Map<String, SecretBytes> data() {
    return data;
  }

  /** Returns whether the SealedSecret owns the Secret, so that both are deleted together. */
  public boolean isOwned() {
    return !SecretAnnotations.isSet(template.annotations(), SecretAnnotations.SKIP_OWNER);
  }

  /** Wipes the data. */
  @Override
  public void close() {
    data.values().forEach(SecretBytes::close);
  }
}

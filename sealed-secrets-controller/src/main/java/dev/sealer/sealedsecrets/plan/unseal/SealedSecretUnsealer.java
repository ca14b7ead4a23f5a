package dev.sealer.sealedsecrets.plan.unseal;

import dev.sealer.sealedsecrets.plan.Failure;
import dev.sealer.sealedsecrets.plan.Failure.Reason;
import dev.sealer.sealedsecrets.plan.SealedObject;
import dev.sealer.sealedsecrets.plan.SecretTemplate;
import dev.sealer.sealedsecrets.plan.unseal.SealedSecretUnsealer.Result.Failed;
import dev.sealer.sealedsecrets.plan.unseal.SealedSecretUnsealer.Result.Unsealed;
import dev.sealer.sealing.KeyFingerprint;
import dev.sealer.sealing.ParsedItem;
import dev.sealer.sealing.Scope;
import dev.sealer.sealing.SealedItem;
import dev.sealer.sealing.SealingLabel;
import dev.sealer.sealing.model.DataKeyErrors;
import dev.sealer.sealing.model.SealedSecretContent;
import dev.sealer.sealing.model.SealedSecretId;
import dev.sealer.sealing.unseal.UnsealResult;
import dev.sealer.sealing.unseal.Unsealer;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Unseals all values of a SealedSecret, or tells why they cannot be unsealed.
 *
 * <p>The diagnosis uses only what the author of the object could try as well: the other scopes of
 * the same name and namespace, and the size of the key. It never tries other names, so it is not an
 * oracle for values that were copied from elsewhere.
 */
public final class SealedSecretUnsealer {

  private final Unsealer unsealer;
  private final boolean acceptWholeObject;

  /**
   * Creates an unsealer.
   *
   * @param acceptWholeObject whether the deprecated {@code spec.data} is read
   */
  public SealedSecretUnsealer(Unsealer unsealer, boolean acceptWholeObject) {
    this.unsealer = unsealer;
    this.acceptWholeObject = acceptWholeObject;
  }

  /** The result of unsealing a SealedSecret: all values or none. */
  public sealed interface Result {

    /** Every value. The receiver must close them. */
    record Unsealed(UnsealedValues values) implements Result {}

    /** At least one value cannot be unsealed. */
    record Failed(Failure failure) implements Result {}
  }

  /**
   * Unseals {@code object}.
   *
   * @param hint the key to try first; null for none
   */
  public Result unseal(SealedObject object, @Nullable KeyFingerprint hint) {
    SealedSecretContent content = object.content();
    if (content.sealedObject().isEmpty()) {
      return unsealValues(object, content, hint);
    }
    if (!acceptWholeObject) {
      return malformed(
          "using deprecated 'data' field, use 'encryptedData' or flip the feature flag");
    }
    if (!content.sealedValues().isEmpty()) {
      return malformed(
          "cannot use the field 'encryptedData' and the deprecated field 'data' at the same time");
    }
    return unsealWhole(content.id(), content.sealedObject().get(), hint);
  }

  private Result unsealValues(
      SealedObject object, SealedSecretContent content, @Nullable KeyFingerprint hint) {
    return switch (unsealer.unsealAll(content, hint, SealedSecretUnsealer::malformedText)) {
      case Unsealer.ValuesResult.AllUnsealed(Map<String, UnsealResult.Unsealed> values) -> {
        UnsealedValues unsealed = new UnsealedValues(SecretTemplate.of(object.spec().template()));
        values.forEach((key, value) -> unsealed.with(key, value.value(), value.openedBy()));
        yield new Unsealed(unsealed);
      }
      case Unsealer.ValuesResult.Failed failed ->
          failed.hasMalformed()
              ? malformed(failed.errors().text())
              : new Failed(
                  diagnose(
                      content.id(), failed.firstNotOpened().orElseThrow(), failed.errors().text()));
    };
  }

  private Result unsealWhole(SealedSecretId id, String sealed, @Nullable KeyFingerprint hint) {
    return switch (SealedItem.parseBase64(sealed)) {
      case ParsedItem.Malformed malformed -> malformed(malformedText(malformed));
      case ParsedItem.Parsed parsed ->
          switch (unsealer.unseal(parsed.item(), id.labelToTry(), hint)) {
            case UnsealResult.NotOpened _ ->
                new Failed(diagnose(id, parsed.item(), DataKeyErrors.NO_KEY));
            case UnsealResult.Unsealed value -> {
              try (value) {
                yield WholeObject.read(value.value(), value.openedBy())
                    .<Result>map(Unsealed::new)
                    .orElseGet(() -> malformed("the sealed object is not a v1 Secret"));
              }
            }
          };
    };
  }

  private Failure diagnose(SealedSecretId id, SealedItem item, String text) {
    boolean sizeKnown =
        unsealer.ring().startingWith(null).stream()
            .anyMatch(key -> key.modulusBytes() == item.blockLength());
    if (!sizeKnown) {
      return new Failure(
          Reason.UNKNOWN_KEY,
          text
              + ": it is sealed for an RSA key of "
              + item.blockLength() * Byte.SIZE
              + " bits, and none of that size is here");
    }
    for (Scope scope : Scope.values()) {
      if (scope != id.scope() && isUnsealed(item, scope.labelToTry(id.namespace(), id.name()))) {
        return new Failure(
            Reason.WRONG_SCOPE,
            "%s: it is sealed %s, and the object's annotations say %s"
                .formatted(text, scope.flag(), id.scope().flag()));
      }
    }
    return new Failure(
        Reason.NOT_DECRYPTABLE,
        text + ": it is sealed for another name, namespace or cluster, or with a deleted key");
  }

  private boolean isUnsealed(SealedItem item, SealingLabel label) {
    return switch (unsealer.unseal(item, label, null)) {
      case UnsealResult.Unsealed value -> {
        value.close();
        yield true;
      }
      case UnsealResult.NotOpened _ -> false;
    };
  }

  private static String malformedText(ParsedItem.Malformed malformed) {
    return switch (malformed.reason()) {
      case NOT_BASE64 -> malformed.detail();
      case TRUNCATED, BAD_KEY_BLOCK_SIZE, OVERSIZED ->
          DataKeyErrors.NO_KEY + ": " + malformed.detail();
    };
  }

  private static Failed malformed(String message) {
    return new Failed(new Failure(Reason.MALFORMED, message));
  }
}

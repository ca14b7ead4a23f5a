package dev.sealer.sealedsecrets.plan.unseal;

import dev.sealer.crds.sealedsecrets.SealedSecretSpec;
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
import dev.sealer.sealing.model.DataKeyErrors;
import dev.sealer.sealing.unseal.UnsealResult;
import dev.sealer.sealing.unseal.Unsealer;
import java.util.Map;
import java.util.TreeMap;
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
    SealedSecretSpec spec = object.spec();
    if (spec.data() == null) {
      return unsealValues(object, hint);
    }
    if (!acceptWholeObject) {
      return malformed(
          "using deprecated 'data' field, use 'encryptedData' or flip the feature flag");
    }
    if (!spec.encryptedData().isEmpty()) {
      return malformed(
          "cannot use the field 'encryptedData' and the deprecated field 'data' at the same time");
    }
    return unsealWhole(object, spec.data(), hint);
  }

  private Result unsealValues(SealedObject object, @Nullable KeyFingerprint hint) {
    UnsealedValues unsealed = new UnsealedValues(SecretTemplate.of(object.spec().template()));
    DataKeyErrors errors = new DataKeyErrors();
    Reason reason = Reason.NOT_DECRYPTABLE;
    KeyFingerprint likely = hint;
    SealedItem firstFailed = null;
    for (Map.Entry<String, String> entry :
        new TreeMap<>(object.spec().encryptedData()).entrySet()) {
      switch (SealedItem.parseBase64(entry.getValue())) {
        case ParsedItem.Malformed malformed -> {
          errors.add(entry.getKey(), malformedText(malformed));
          reason = Reason.MALFORMED;
        }
        case ParsedItem.Parsed parsed -> {
          switch (unsealer.unseal(parsed.item(), object.label(), likely)) {
            case UnsealResult.Unsealed value -> {
              likely = value.openedBy();
              unsealed.with(entry.getKey(), value.value(), likely);
            }
            case UnsealResult.NotOpened _ -> {
              errors.add(entry.getKey(), DataKeyErrors.NO_KEY);
              firstFailed = firstFailed == null ? parsed.item() : firstFailed;
            }
          }
        }
      }
    }
    if (errors.isEmpty()) {
      return new Unsealed(unsealed);
    }
    unsealed.close();
    return reason == Reason.MALFORMED || firstFailed == null
        ? new Failed(new Failure(Reason.MALFORMED, errors.text()))
        : new Failed(diagnose(object, firstFailed, errors.text()));
  }

  private Result unsealWhole(SealedObject object, String sealed, @Nullable KeyFingerprint hint) {
    return switch (SealedItem.parseBase64(sealed)) {
      case ParsedItem.Malformed malformed -> malformed(malformedText(malformed));
      case ParsedItem.Parsed parsed ->
          switch (unsealer.unseal(parsed.item(), object.label(), hint)) {
            case UnsealResult.NotOpened _ ->
                new Failed(diagnose(object, parsed.item(), DataKeyErrors.NO_KEY));
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

  private Failure diagnose(SealedObject object, SealedItem item, String text) {
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
      if (scope != object.scope() && isUnsealed(item, object, scope)) {
        return new Failure(
            Reason.WRONG_SCOPE,
            "%s: it is sealed %s, and the object's annotations say %s"
                .formatted(text, scope.flag(), object.scope().flag()));
      }
    }
    return new Failure(
        Reason.NOT_DECRYPTABLE,
        text + ": it is sealed for another name, namespace or cluster, or with a deleted key");
  }

  private boolean isUnsealed(SealedItem item, SealedObject object, Scope scope) {
    return switch (unsealer.unseal(item, object.label(scope), null)) {
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

package dev.sealer.sealedsecrets.plan.open;

import dev.sealer.crds.sealedsecrets.SealedSecretSpec;
import dev.sealer.sealedsecrets.plan.Blueprint;
import dev.sealer.sealedsecrets.plan.Failure;
import dev.sealer.sealedsecrets.plan.Failure.Reason;
import dev.sealer.sealedsecrets.plan.ItemErrors;
import dev.sealer.sealedsecrets.plan.SealedObject;
import dev.sealer.sealedsecrets.plan.open.OpenResult.Failed;
import dev.sealer.sealedsecrets.plan.open.OpenResult.Success;
import dev.sealer.sealing.KeyFingerprint;
import dev.sealer.sealing.ParsedItem;
import dev.sealer.sealing.Scope;
import dev.sealer.sealing.SealedItem;
import dev.sealer.sealing.unseal.UnsealResult;
import dev.sealer.sealing.unseal.Unsealer;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Opens all items of a SealedSecret, or says why not.
 *
 * <p>The diagnosis uses only what whoever wrote the object could try as well: the other scopes of
 * the same name and namespace, and the size of the key. It never looks for other names, so it is no
 * oracle for values that were copied from elsewhere.
 */
public final class Opening {

  private static final String NO_KEY = "no key could decrypt secret";

  private final Unsealer unsealer;
  private final boolean acceptWholeObject;

  /**
   * Opens with {@code unsealer}.
   *
   * @param acceptWholeObject whether the deprecated {@code spec.data} is read
   */
  public Opening(Unsealer unsealer, boolean acceptWholeObject) {
    this.unsealer = unsealer;
    this.acceptWholeObject = acceptWholeObject;
  }

  /**
   * Opens {@code object}.
   *
   * @param hint the key that is likely to fit
   */
  public OpenResult open(SealedObject object, @Nullable KeyFingerprint hint) {
    SealedSecretSpec spec = object.spec();
    if (spec.data() == null) {
      return openItems(object, hint);
    }
    if (!acceptWholeObject) {
      return malformed(
          "using deprecated 'data' field, use 'encryptedData' or flip the feature flag");
    }
    if (!spec.encryptedData().isEmpty()) {
      return malformed(
          "cannot use the field 'encryptedData' and the deprecated field 'data' at the same time");
    }
    return openWhole(object, spec.data(), hint);
  }

  private OpenResult openItems(SealedObject object, @Nullable KeyFingerprint hint) {
    Opened opened = new Opened(Blueprint.of(object.spec().template()));
    ItemErrors errors = new ItemErrors();
    Reason reason = Reason.NOT_DECRYPTABLE;
    KeyFingerprint likely = hint;
    SealedItem firstClosed = null;
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
              opened.with(entry.getKey(), value.value(), likely);
            }
            case UnsealResult.NotOpened _ -> {
              errors.add(entry.getKey(), NO_KEY);
              firstClosed = firstClosed == null ? parsed.item() : firstClosed;
            }
          }
        }
      }
    }
    if (errors.isEmpty()) {
      return new Success(opened);
    }
    opened.close();
    return reason == Reason.MALFORMED || firstClosed == null
        ? new Failed(new Failure(Reason.MALFORMED, errors.text()))
        : new Failed(diagnose(object, firstClosed, errors.text()));
  }

  private OpenResult openWhole(SealedObject object, String sealed, @Nullable KeyFingerprint hint) {
    return switch (SealedItem.parseBase64(sealed)) {
      case ParsedItem.Malformed malformed -> malformed(malformedText(malformed));
      case ParsedItem.Parsed parsed ->
          switch (unsealer.unseal(parsed.item(), object.label(), hint)) {
            case UnsealResult.NotOpened _ -> new Failed(diagnose(object, parsed.item(), NO_KEY));
            case UnsealResult.Unsealed value -> {
              try (value) {
                yield WholeObject.read(value.value(), value.openedBy())
                    .<OpenResult>map(Success::new)
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
      if (scope != object.scope() && opens(item, object, scope)) {
        return new Failure(
            Reason.WRONG_SCOPE,
            "%s: it is sealed %s, and the object's annotations say %s"
                .formatted(text, scope.flag(), object.scope().flag()));
      }
    }
    return new Failure(
        Reason.NOT_DECRYPTABLE,
        text + ": it is sealed for another name, namespace or cluster, or with a key that is gone");
  }

  private boolean opens(SealedItem item, SealedObject object, Scope scope) {
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
      case TRUNCATED, BAD_KEY_BLOCK_SIZE, OVERSIZED -> NO_KEY + ": " + malformed.detail();
    };
  }

  private static Failed malformed(String message) {
    return new Failed(new Failure(Reason.MALFORMED, message));
  }
}

package dev.sealer.sync.live;

import dev.sealer.kube.ShortText;
import dev.sealer.kube.apply.WriteResult;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Words a refusal of the API server for a status: which field, what is wrong, and what to do. The
 * API server quotes what was sent, which may hold a password in an environment variable, so no
 * value that validation quotes is passed on.
 */
public final class ApplyRefusal {

  private static final int MOST_FIELDS = 5;
  private static final int LONGEST = 500;
  private static final String NO_DRY_RUN = "does not support dry run";
  private static final String TYPED = "failed to create typed patch object";

  /** As in {@code .spec.containers[name="main"].env: duplicate entries for key [name="LEVEL"]}. */
  private static final Pattern DUPLICATE =
      Pattern.compile("(\\.\\S.*?): duplicate entries for key \\[(.*)]");

  private static final String IMMUTABLE_REMEDY =
      "; delete the object, give it another name, or annotate it with"
          + " argocd.argoproj.io/sync-options: Replace=true,Force=true";

  private ApplyRefusal() {}

  /** Returns one line. */
  public static String describe(WriteResult.Refused refused) {
    if (isOfManifest(refused) && refused.message().contains(TYPED)) {
      return typed(refused.message());
    }
    if (!refused.causes().isEmpty()) {
      List<WriteResult.Cause> causes = refused.causes();
      String shown =
          causes.stream()
              // What no other value can mend comes first: it must not be cut off.
              .sorted(Comparator.comparing(cause -> !isImmutable(cause)))
              .limit(MOST_FIELDS)
              .map(cause -> cause.field() + ": " + problem(cause.message()))
              .distinct()
              .collect(Collectors.joining("; "));
      String more = causes.size() > MOST_FIELDS ? "; and more fields" : "";
      return shown + more + (isImmutable(refused) ? IMMUTABLE_REMEDY : "");
    }
    String reason = refused.reason().startsWith("HTTP") ? "" : refused.reason() + ": ";
    return reason + shortened(refused.message());
  }

  /**
   * Returns whether the manifest is refused, and not the API server in trouble: a list that
   * server-side apply cannot take is answered with the code 500. A webhook that has side effects
   * cannot be asked by a dry run, which says nothing about the manifest.
   */
  public static boolean isOfManifest(WriteResult.Refused refused) {
    return (refused.code() < 500 && !refused.message().contains(NO_DRY_RUN))
        || refused.message().contains(TYPED);
  }

  /** Returns whether a field may not be changed once the object exists. */
  public static boolean isImmutable(WriteResult.Refused refused) {
    return refused.causes().stream().anyMatch(ApplyRefusal::isImmutable);
  }

  private static boolean isImmutable(WriteResult.Cause cause) {
    String message = cause.message();
    return message.contains("field is immutable")
        || message.contains("may not change once set")
        || message.contains("is immutable after creation")
        || message.contains("updates to statefulset spec for fields other than");
  }

  /** Keeps the kind of a validation error and its explanation, and drops the value in between. */
  private static String problem(String message) {
    int end = message.indexOf(':');
    String kind = end < 0 ? message : message.substring(0, end);
    return switch (kind) {
      case "Invalid value" -> "invalid value" + explanation(message);
      case "Duplicate value", "Not found", "Too many" -> kind.toLowerCase(Locale.ROOT);
      case "Unsupported value" -> {
        int supported = message.indexOf("supported values:");
        yield supported < 0
            ? "unsupported value"
            : "unsupported value; " + message.substring(supported);
      }
      default -> shortened(message);
    };
  }

  private static String explanation(String message) {
    int last = message.lastIndexOf(": ");
    int quoted = Math.max(message.lastIndexOf('}'), message.lastIndexOf('"'));
    return last > "Invalid value".length() && last >= quoted - 1
        ? ": " + shortened(message.substring(last + 2))
        : "";
  }

  private static String typed(String message) {
    Matcher duplicate = DUPLICATE.matcher(message);
    if (duplicate.find()) {
      return duplicate.group(1)
          + ": more than one entry with "
          + duplicate.group(2)
          + "; remove all but one";
    }
    int at = message.indexOf("): ");
    return "the object cannot be applied: "
        + shortened(at < 0 ? message : message.substring(at + 3));
  }

  private static String shortened(String text) {
    return ShortText.of(text, LONGEST);
  }
}

package dev.sealer.kube.watch;

import java.util.OptionalInt;

/**
 * Compares resourceVersions of one kind. They are decimal integers of any length since Kubernetes
 * 1.35 promises so (KEP-5504), and were before.
 */
public final class ResourceVersions {

  private ResourceVersions() {}

  /** Compares as {@link Integer#compare}; empty if either is not such a number. */
  public static OptionalInt compare(String one, String other) {
    if (!isNumber(one) || !isNumber(other)) {
      return OptionalInt.empty();
    }
    int byLength = Integer.compare(one.length(), other.length());
    return OptionalInt.of(byLength != 0 ? byLength : one.compareTo(other));
  }

  private static boolean isNumber(String version) {
    return !version.isEmpty()
        && version.charAt(0) != '0'
        && version.chars().allMatch(c -> c >= '0' && c <= '9');
  }
}

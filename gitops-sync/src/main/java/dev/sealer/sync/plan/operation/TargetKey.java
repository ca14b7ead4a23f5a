package dev.sealer.sync.plan.operation;

import dev.sealer.kube.client.Json;
import dev.sealer.sync.plan.spec.SourceSet;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.SortedMap;

/**
 * Identifies what a sync applies by its content, so that a commit that changes other directories
 * does not count.
 *
 * @param digest equal for equal sources with equal content; empty if it is not known
 */
public record TargetKey(String digest) {

  /** Of a target that was not read, or that another program wrote. */
  public static final TargetKey UNKNOWN = new TargetKey("");

  private static final int DIGITS = 40;

  /**
   * Returns the key of sources.
   *
   * @param inputs of each source, every directory that was read with the hash of its content
   */
  public static TargetKey of(SourceSet sources, List<SortedMap<String, String>> inputs) {
    try {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      for (int i = 0; i < inputs.size(); i++) {
        String parameters = Json.tree(sources.all().get(i)).toString();
        digest.update((parameters + inputs.get(i) + "\n").getBytes(StandardCharsets.UTF_8));
      }
      return new TargetKey(HexFormat.of().formatHex(digest.digest()).substring(0, DIGITS));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-256", e);
    }
  }

  /** Returns whether both are known and equal. */
  public boolean isSameAs(TargetKey other) {
    return !digest.isEmpty() && digest.equals(other.digest);
  }
}

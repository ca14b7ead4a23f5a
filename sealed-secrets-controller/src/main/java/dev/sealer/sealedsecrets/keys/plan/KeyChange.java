package dev.sealer.sealedsecrets.keys.plan;

import dev.sealer.sealing.model.KeySecret;
import java.util.ArrayList;
import java.util.List;

/** The sealing keys before and after a change. */
public record KeyChange(KeySet before, KeySet now) {

  /** Fingerprints of keys that can be used now and could not before. */
  public List<String> added() {
    return difference(now.fingerprints(), before.fingerprints());
  }

  /** Fingerprints of keys that can no longer be used: gone, relabelled or damaged. */
  public List<String> removed() {
    return difference(before.fingerprints(), now.fingerprints());
  }

  /** Returns key Secrets that are malformed now and were not before, or for another reason. */
  public List<KeySecret.Malformed> newlyMalformed() {
    return difference(now.malformed(), before.malformed());
  }

  private static <T> List<T> difference(List<T> of, List<T> without) {
    List<T> rest = new ArrayList<>(of);
    rest.removeAll(without);
    return rest;
  }
}

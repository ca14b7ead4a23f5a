package dev.sealer.cli.reencrypt;

import dev.sealer.cli.manifest.SealedDocument;
import dev.sealer.sealing.model.InvalidManifestException;
import java.util.Map;
import java.util.Set;

/** Seals the stale items of objects for the newest key. */
public interface Reencrypter {

  /**
   * Seals again what is not on the newest key. Scope, name and namespace stay what they are.
   *
   * @throws InvalidManifestException when an item does not open, or the object must not be sealed
   *     again
   */
  Result reencrypt(SealedDocument object);

  /**
   * The result for an object's values, by data key.
   *
   * @param fresh the new items of those that were stale, in base64
   * @param current on the newest key already
   * @param unknown opened by none of the keys at hand, which lack the newest: they may be on it
   */
  record Result(Map<String, String> fresh, Set<String> current, Set<String> unknown) {}
}

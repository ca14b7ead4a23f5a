package dev.sealer.cli.keys;

import dev.sealer.cli.manifest.KnownKeys;
import dev.sealer.cli.manifest.SealedDocument;
import dev.sealer.cli.manifest.SealedValue;
import dev.sealer.sealing.KeyFingerprint;
import dev.sealer.sealing.ParsedItem;
import dev.sealer.sealing.SealedItem;
import dev.sealer.sealing.model.InvalidManifestException;
import dev.sealer.sealing.unseal.Unsealer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Counts the sealed values of files that need each key. */
public final class KeyUsage {

  private final KnownKeys keys;
  private final Map<KeyFingerprint, Integer> items = new HashMap<>();
  private final List<String> unknown = new ArrayList<>();

  /** Counts by opening with these keys. */
  public KeyUsage(Unsealer unsealer) {
    this.keys = new KnownKeys(Optional.empty(), Optional.of(unsealer));
  }

  /** Counts the items of an object. */
  public void add(SealedDocument object) {
    try {
      for (SealedValue value : object.values()) {
        Optional<KeyFingerprint> key = key(object, value);
        key.ifPresent(found -> items.merge(found, 1, Integer::sum));
        if (key.isEmpty()) {
          unknown.add(object.where() + ": " + value.key());
        }
      }
    } catch (InvalidManifestException e) {
      unknown.add(object.where() + ": " + e.getMessage());
    }
  }

  private Optional<KeyFingerprint> key(SealedDocument object, SealedValue value) {
    return SealedItem.parseBase64(value.text()) instanceof ParsedItem.Parsed(SealedItem item)
        ? keys.of(item, object.label()).sealedFor()
        : Optional.empty();
  }

  /** Returns how many items need a key. */
  public int items(KeyFingerprint key) {
    return items.getOrDefault(key, 0);
  }

  /** Returns the items that none of the keys opens, each with file, line and object. */
  public List<String> unknown() {
    return List.copyOf(unknown);
  }
}

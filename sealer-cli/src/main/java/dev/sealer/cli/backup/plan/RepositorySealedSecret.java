package dev.sealer.cli.backup.plan;

import dev.sealer.sealing.model.SealedSecretId;
import java.util.Map;

/**
 * A SealedSecret in a file of a repository.
 *
 * @param document number of its document in the file, counted from 1
 * @param line of its start, counted from 1
 * @param id as far as the file says
 * @param items ciphertext by key; the deprecated form, which seals a whole object, is the one item
 *     {@code spec.data}
 */
public record RepositorySealedSecret(
    int document, int line, SealedSecretId id, Map<String, String> items) {

  /** The item name of the deprecated form. */
  public static final String WHOLE = "spec.data";

  /** Copies the map. */
  public RepositorySealedSecret {
    items = Map.copyOf(items);
  }
}

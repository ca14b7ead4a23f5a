package dev.sealer.externalsecrets.fetch;

import java.util.List;

/**
 * The data keys that a generator fills.
 *
 * @param generator kind and name, such as {@code Password/db}
 * @param keys sorted
 */
public record GeneratedKeys(String generator, List<String> keys) {

  /** Copies the list. */
  public GeneratedKeys {
    keys = keys.stream().sorted().toList();
  }
}

package dev.sealer.externalsecrets.store;

import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** A question to a provider. Equal queries have the same answer. */
public sealed interface StoreQuery {

  /**
   * One value, before any property is taken out of it.
   *
   * @param key the provider's name of the secret
   * @param version the provider's version, stage or label; empty for the current one
   * @param view the value itself or what the provider knows about it
   */
  record Value(String key, String version, View view) implements StoreQuery {}

  /**
   * The names of secrets.
   *
   * @param path that the names begin with; empty for all
   * @param name regular expression (RE2) that a part of the name matches
   * @param tags that a secret has
   */
  record Search(String path, Optional<String> name, Map<String, String> tags)
      implements StoreQuery {
    /** Copies the tags. */
    public Search {
      tags = Map.copyOf(tags);
    }
  }

  /** Returns a name for it, for messages and to sort by. */
  default String subject() {
    return switch (this) {
      case Value value -> value.key();
      case Search search ->
          search.path()
              + search.name().map(name -> "/" + name + "/").orElse("")
              + (search.tags().isEmpty() ? "" : new TreeMap<>(search.tags()).toString());
    };
  }

  /** The part of a secret to read. */
  enum View {
    /** The secret's value. */
    VALUE,
    /** Tags or labels, as a JSON object. */
    METADATA
  }

  /** The current value of {@code key}. */
  static Value current(String key) {
    return new Value(key, "", View.VALUE);
  }
}

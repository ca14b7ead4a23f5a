package dev.sealer.externalsecrets.store.fake;

import dev.sealer.externalsecrets.store.NamePattern;
import dev.sealer.externalsecrets.store.SecretStoreClient;
import dev.sealer.externalsecrets.store.StoreAnswer;
import dev.sealer.externalsecrets.store.StoreHealth;
import dev.sealer.externalsecrets.store.StoreQuery;
import dev.sealer.secret.SecretBytes;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;

/** Answers from memory; key and version must match exactly. */
final class FakeStoreClient implements SecretStoreClient {

  private final Map<StoreQuery.Value, SecretBytes> values;
  private final StoreHealth health;
  private boolean closed;

  FakeStoreClient(Map<StoreQuery.Value, SecretBytes> values, StoreHealth health) {
    this.values = values;
    this.health = health;
  }

  /** Values are wiped by {@link #close}, so a read and it keep each other out. */
  @Override
  public synchronized Map<StoreQuery, StoreAnswer> fetch(Collection<? extends StoreQuery> queries) {
    Map<StoreQuery, StoreAnswer> answers = new HashMap<>();
    for (StoreQuery query : queries) {
      answers.put(
          query,
          switch (query) {
            case StoreQuery.Value read -> value(read);
            case StoreQuery.Search search -> list(search);
          });
    }
    return answers;
  }

  private StoreAnswer value(StoreQuery.Value read) {
    if (read.view() == StoreQuery.View.METADATA) {
      return StoreAnswer.Failure.refused(
          "the fake provider keeps no metadata; remove metadataPolicy: Fetch");
    }
    if (closed) {
      return StoreAnswer.Failure.unavailable("the store was closed meanwhile");
    }
    SecretBytes value = values.get(read);
    return value == null
        ? new StoreAnswer.NotFound()
        : new StoreAnswer.Found(value.copy(), read.version());
  }

  private StoreAnswer list(StoreQuery.Search search) {
    if (!search.tags().isEmpty()) {
      return StoreAnswer.Failure.refused("the fake provider keeps no tags; remove find.tags");
    }
    NamePattern pattern = NamePattern.of(search);
    return new StoreAnswer.Listed(
        values.keySet().stream()
            .filter(value -> value.version().isEmpty())
            .map(StoreQuery.Value::key)
            .filter(pattern::matches)
            .toList());
  }

  @Override
  public StoreHealth validate() {
    return health;
  }

  @Override
  public synchronized void close() {
    closed = true;
    values.values().forEach(SecretBytes::close);
  }
}

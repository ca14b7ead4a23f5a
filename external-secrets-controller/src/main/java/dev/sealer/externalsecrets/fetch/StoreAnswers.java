package dev.sealer.externalsecrets.fetch;

import dev.sealer.externalsecrets.store.PropertyDialect;
import dev.sealer.externalsecrets.store.StoreAnswer;
import dev.sealer.externalsecrets.store.StoreQuery;
import java.util.Map;

/**
 * The answers of one store.
 *
 * @param origin state of the store and its credentials that was asked; not secret
 * @param askedNanos when the first of its answers was asked for, in nanoseconds of the monotonic
 *     clock
 * @param properties how properties are understood in its values
 * @param byRead an answer for every read of the plan
 */
public record StoreAnswers(
    String origin, long askedNanos, PropertyDialect properties, Map<StoreQuery, StoreAnswer> byRead)
    implements AutoCloseable {

  /** Closes every value. */
  @Override
  public void close() {
    for (StoreAnswer result : byRead.values()) {
      if (result instanceof StoreAnswer.Found found) {
        found.value().close();
      }
    }
  }
}

package dev.sealer.externalsecrets.spec;

import dev.sealer.externalsecrets.store.StoreQuery;
import dev.sealer.externalsecrets.value.Decoding;
import dev.sealer.externalsecrets.value.KeyConversion;
import dev.sealer.externalsecrets.value.KeyRewrite;
import dev.sealer.externalsecrets.value.NullBytePolicy;
import java.util.List;

/**
 * {@code remoteRef}, {@code extract} or {@code find}: values at the provider and what to do with
 * them.
 *
 * @param read what to ask the store
 * @param property path into the value; empty for the whole
 * @param decoding how to decode each value
 * @param conversion how to make keys valid, unless there are rewrites (not for a single value)
 * @param nullBytes whether a value may hold the byte 0
 * @param rewrites changes to the keys, applied in order (not for a single value)
 */
public record RemoteRef(
    StoreQuery read,
    String property,
    Decoding decoding,
    KeyConversion conversion,
    NullBytePolicy nullBytes,
    List<KeyRewrite> rewrites) {

  /** Copies the list. */
  public RemoteRef {
    rewrites = List.copyOf(rewrites);
  }
}

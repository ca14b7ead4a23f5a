package dev.sealer.externalsecrets.spec;

import dev.sealer.externalsecrets.store.StoreQuery;
import dev.sealer.externalsecrets.value.Decoding;
import dev.sealer.externalsecrets.value.KeyConversion;
import dev.sealer.externalsecrets.value.NullBytePolicy;

/**
 * {@code remoteRef} or {@code extract}: a value at the provider and what to do with it.
 *
 * @param read what to ask the store
 * @param property path into the value; empty for the whole
 * @param decoding how to decode each value
 * @param conversion how to make keys valid (extract only)
 * @param nullBytes whether a value may hold the byte 0
 */
public record RemoteRef(
    StoreQuery.Value read,
    String property,
    Decoding decoding,
    KeyConversion conversion,
    NullBytePolicy nullBytes) {}

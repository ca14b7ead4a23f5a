package dev.sealer.cli.manifest;

import com.fasterxml.jackson.core.JsonPointer;

/**
 * One sealed value of an object.
 *
 * @param key of the Secret; {@code spec.data} for the deprecated form, which seals a whole Secret
 * @param at where it is in its document
 * @param text as it is there: base64, if it is well-formed
 */
public record SealedValue(String key, JsonPointer at, String text) {}

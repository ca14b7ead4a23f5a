package dev.sealer.sealing.age;

import java.util.List;

/**
 * One recipient's part of an age header.
 *
 * @param type the first word after {@code ->}
 * @param arguments the words after it
 * @param body the wrapped file key, as raw bytes
 */
@SuppressWarnings("ArrayRecordComponent") // a parse result, never compared
public record Stanza(String type, List<String> arguments, byte[] body) {}

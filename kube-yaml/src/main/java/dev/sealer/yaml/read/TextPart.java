package dev.sealer.yaml.read;

/**
 * A part of a text that holds one document, or, after {@code ...}, several.
 *
 * @param source what the whole text is called
 * @param text the part
 * @param offset of the part in the whole text, in chars
 * @param startLine the line on which the part begins, counted from 1
 */
public record TextPart(String source, String text, int offset, int startLine) {}

package dev.sealer.yaml.read;

/**
 * The position of a node in its document.
 *
 * @param start offset of its first code point, counted from 0
 * @param end offset after its last code point
 * @param line of its first code point, counted from 1 in the whole text
 * @param column of its first code point, counted from 1
 */
public record Span(int start, int end, int line, int column) {}

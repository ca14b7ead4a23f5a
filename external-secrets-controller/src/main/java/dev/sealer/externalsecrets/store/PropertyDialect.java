package dev.sealer.externalsecrets.store;

/**
 * The meaning of {@code property} for the users of a store. The path language itself is the same
 * everywhere.
 *
 * @param literalFirst a top-level member with the whole property as its name wins over the path
 * @param missingIsNotFound a property that is not there counts as a secret that is not there
 */
public record PropertyDialect(boolean literalFirst, boolean missingIsNotFound) {}

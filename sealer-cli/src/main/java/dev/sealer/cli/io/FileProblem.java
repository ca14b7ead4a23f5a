package dev.sealer.cli.io;

/**
 * A file that could not be dealt with.
 *
 * @param reason one line for people
 */
public record FileProblem(String file, String reason) {}

package dev.sealer.cli.manifest;

/**
 * The namespace that a command was given.
 *
 * @param name empty when none is known
 * @param explicit whether it was asked for, not only a default: then a Secret may name no other
 */
public record RequestedNamespace(String name, boolean explicit) {}

package dev.sealer.kube.platform;

/**
 * The ports of the machine that a controller runs on.
 *
 * @param time clocks and waits with a limit
 * @param threads starts threads
 * @param chance makes random numbers
 */
public record Platform(Time time, Threads threads, Chance chance) {}

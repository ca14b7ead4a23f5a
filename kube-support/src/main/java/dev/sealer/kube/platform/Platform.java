package dev.sealer.kube.platform;

/**
 * What a controller takes from the machine it runs on.
 *
 * @param time clocks and waits with a limit
 * @param threads starts threads
 * @param chance makes random numbers
 */
public record Platform(Time time, Threads threads, Chance chance) {}

/**
 * Ports for time, threads and randomness, so that a whole controller can run under a simulated
 * clock and a seeded scheduler.
 *
 * <p>Product code never asks the JDK for the time, starts a thread, waits with a limit or makes a
 * random number; it asks the {@link dev.sealer.kube.platform.Platform} it was given. Untimed waits
 * on locks, latches and queues need no port.
 */
@NullMarked
package dev.sealer.kube.platform;

import org.jspecify.annotations.NullMarked;

/**
 * One thread, one seed: a deterministic scheduler with virtual time, and the ports of {@link
 * dev.sealer.kube.platform} on top of it.
 */
@NullMarked
package dev.sealer.simulation.platform;

import org.jspecify.annotations.NullMarked;

/**
 * An API server in memory with the write semantics of Kubernetes.
 *
 * <p>Deterministic: it has no clock, thread or random numbers of its own. What it does not know how
 * to do as the real one does, it refuses with 501.
 */
@NullMarked
package dev.sealer.simulation.apiserver;

import org.jspecify.annotations.NullMarked;

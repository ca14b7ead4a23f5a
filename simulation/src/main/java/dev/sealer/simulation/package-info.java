/**
 * Runs controllers without a cluster: an API server in memory, a seeded scheduler with virtual
 * time, faults, and checks of what must always hold. Used by tests only.
 */
@NullMarked
package dev.sealer.simulation;

import org.jspecify.annotations.NullMarked;

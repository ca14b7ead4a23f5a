/** Runs the sync engine with faults, in a simulated cluster with a repository in memory. */
@NullMarked
package dev.sealer.sync.simulation;

import org.jspecify.annotations.NullMarked;

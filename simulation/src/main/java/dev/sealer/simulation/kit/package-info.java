/**
 * Tests of reconcilers without a process, a thread or a wait: a cluster in memory and a clock that
 * the test moves.
 */
@NullMarked
package dev.sealer.simulation.kit;

import org.jspecify.annotations.NullMarked;

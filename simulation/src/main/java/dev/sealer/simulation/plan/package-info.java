/**
 * Describes what happens in a simulated run: the actions of people and programs, and the faults.
 */
@NullMarked
package dev.sealer.simulation.plan;

import org.jspecify.annotations.NullMarked;

/** Processes that run a program against the API server, and the faults between the two. */
@NullMarked
package dev.sealer.simulation.world;

import org.jspecify.annotations.NullMarked;

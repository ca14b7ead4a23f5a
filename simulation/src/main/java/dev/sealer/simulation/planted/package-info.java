/** Faults that tests plant between a controller and the API server, to prove that oracles see. */
@NullMarked
package dev.sealer.simulation.planted;

import org.jspecify.annotations.NullMarked;

/** The SealedSecret controller in the simulator: two processes, users, keys, and faults. */
@NullMarked
package dev.sealer.sealedsecrets.simulation;

import org.jspecify.annotations.NullMarked;

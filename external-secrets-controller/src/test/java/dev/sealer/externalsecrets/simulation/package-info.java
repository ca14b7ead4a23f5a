/** The ExternalSecret controller in the simulator: two processes, users, a store, and faults. */
@NullMarked
package dev.sealer.externalsecrets.simulation;

import org.jspecify.annotations.NullMarked;

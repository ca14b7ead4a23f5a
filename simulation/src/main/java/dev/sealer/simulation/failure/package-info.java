/** The failures of an API server, as {@code Status} objects. */
@NullMarked
package dev.sealer.simulation.failure;

import org.jspecify.annotations.NullMarked;

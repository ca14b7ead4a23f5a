/** Checks what must hold in every run, one class for each promise. */
@NullMarked
package dev.sealer.simulation.oracle;

import org.jspecify.annotations.NullMarked;

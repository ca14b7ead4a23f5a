/** One run: a seed and a plan, to its end; many runs; and a smaller plan for one that fails. */
@NullMarked
package dev.sealer.simulation.run;

import org.jspecify.annotations.NullMarked;

@NullMarked
package dev.sealer.simulation.run;

import org.jspecify.annotations.NullMarked;

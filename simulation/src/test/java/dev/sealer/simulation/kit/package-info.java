@NullMarked
package dev.sealer.simulation.kit;

import org.jspecify.annotations.NullMarked;

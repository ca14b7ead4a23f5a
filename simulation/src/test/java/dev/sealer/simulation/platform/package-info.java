@NullMarked
package dev.sealer.simulation.platform;

import org.jspecify.annotations.NullMarked;

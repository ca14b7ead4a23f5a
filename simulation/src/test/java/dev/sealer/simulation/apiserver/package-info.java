@NullMarked
package dev.sealer.simulation.apiserver;

import org.jspecify.annotations.NullMarked;

/** One process that runs the controllers it is told to. */
@NullMarked
package dev.sealer.operator;

import org.jspecify.annotations.NullMarked;

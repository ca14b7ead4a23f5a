/**
 * The kinds that the API server in memory serves: how their objects are read, defaulted and
 * checked. Pure.
 */
@NullMarked
package dev.sealer.simulation.kind;

import org.jspecify.annotations.NullMarked;

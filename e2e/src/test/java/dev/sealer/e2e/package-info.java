/** All parts together, on a real control plane, real Git and real stores. */
@NullMarked
package dev.sealer.e2e;

import org.jspecify.annotations.NullMarked;

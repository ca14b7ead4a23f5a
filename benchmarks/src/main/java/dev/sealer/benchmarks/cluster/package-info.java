/** The control plane that benchmarks fill, and the operator that works on it. */
@NullMarked
package dev.sealer.benchmarks.cluster;

import org.jspecify.annotations.NullMarked;

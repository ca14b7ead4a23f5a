/** Measures sealing at the command line next to kubeseal. */
@NullMarked
package dev.sealer.benchmarks.seal;

import org.jspecify.annotations.NullMarked;

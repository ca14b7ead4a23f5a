/** Sealing at the command line, beside the real kubeseal. */
@NullMarked
package dev.sealer.benchmarks.seal;

import org.jspecify.annotations.NullMarked;

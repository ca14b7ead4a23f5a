/** Keeps the figures of benchmarks over time, and tells when one got worse. */
@NullMarked
package dev.sealer.benchmarks.record;

import org.jspecify.annotations.NullMarked;

/** Measures the time, CPU time and memory of commands and processes, and prints tables. */
@NullMarked
package dev.sealer.benchmarks.measure;

import org.jspecify.annotations.NullMarked;

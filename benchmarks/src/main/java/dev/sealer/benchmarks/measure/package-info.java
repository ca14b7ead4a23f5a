/** What commands and processes take, and tables of it. */
@NullMarked
package dev.sealer.benchmarks.measure;

import org.jspecify.annotations.NullMarked;

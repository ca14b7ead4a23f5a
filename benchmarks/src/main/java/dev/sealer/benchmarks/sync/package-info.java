/** Git sync compared with kubectl, and what many Applications cost at rest. */
@NullMarked
package dev.sealer.benchmarks.sync;

import org.jspecify.annotations.NullMarked;

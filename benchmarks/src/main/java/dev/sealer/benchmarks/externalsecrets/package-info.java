/** Measures ExternalSecrets against the API server alone, and counts what their store is asked. */
@NullMarked
package dev.sealer.benchmarks.externalsecrets;

import org.jspecify.annotations.NullMarked;

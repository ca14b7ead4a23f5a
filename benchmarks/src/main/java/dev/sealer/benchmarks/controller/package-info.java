/** Measures the sealed-secrets controller next to the Sealed Secrets controller in one cluster. */
@NullMarked
package dev.sealer.benchmarks.controller;

import org.jspecify.annotations.NullMarked;

/** The sealed-secrets controller in a cluster, beside the real one. */
@NullMarked
package dev.sealer.benchmarks.controller;

import org.jspecify.annotations.NullMarked;

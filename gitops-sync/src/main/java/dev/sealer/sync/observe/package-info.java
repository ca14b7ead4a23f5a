/** Publishes Application state and sync results as Prometheus metrics. */
@NullMarked
package dev.sealer.sync.observe;

import org.jspecify.annotations.NullMarked;

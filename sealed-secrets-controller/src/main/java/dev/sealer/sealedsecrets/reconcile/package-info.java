/** Carries out plans: reads and writes Secrets and statuses, records events and metrics. */
@NullMarked
package dev.sealer.sealedsecrets.reconcile;

import org.jspecify.annotations.NullMarked;

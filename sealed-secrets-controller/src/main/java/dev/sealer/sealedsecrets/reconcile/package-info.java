/** Carries plans out: reads and writes Secrets and statuses, tells events and counts. */
@NullMarked
package dev.sealer.sealedsecrets.reconcile;

import org.jspecify.annotations.NullMarked;

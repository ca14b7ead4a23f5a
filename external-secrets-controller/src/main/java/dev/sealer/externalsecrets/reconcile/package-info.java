/** The shell around the plan: reads, carries out, reports. */
@NullMarked
package dev.sealer.externalsecrets.reconcile;

import org.jspecify.annotations.NullMarked;

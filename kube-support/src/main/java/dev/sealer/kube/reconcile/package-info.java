/** The reconcile loop: a keyed work queue and the workers that drain it. */
@NullMarked
package dev.sealer.kube.reconcile;

import org.jspecify.annotations.NullMarked;

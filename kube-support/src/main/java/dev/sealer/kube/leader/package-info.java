/** Leader election by Lease. */
@NullMarked
package dev.sealer.kube.leader;

import org.jspecify.annotations.NullMarked;

/** Brings what Git says into the cluster and keeps it so. */
@NullMarked
package dev.sealer.sync;

import org.jspecify.annotations.NullMarked;

/** Writes to the API server, each with a closed set of outcomes. */
@NullMarked
package dev.sealer.kube.apply;

import org.jspecify.annotations.NullMarked;

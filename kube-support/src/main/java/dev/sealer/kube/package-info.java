/**
 * The values that all controllers share: names of objects and kinds, status conditions, backoff.
 */
@NullMarked
package dev.sealer.kube;

import org.jspecify.annotations.NullMarked;

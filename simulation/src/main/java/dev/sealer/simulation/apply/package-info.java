/**
 * Server-side apply: which fields an object has, how an applied object is laid over a live one, and
 * who owns what afterward. Pure.
 *
 * <p>Follows the behavior of Kubernetes' structured merge: lists are merged by key, by value or
 * replaced whole, as the type of the field says.
 */
@NullMarked
package dev.sealer.simulation.apply;

import org.jspecify.annotations.NullMarked;

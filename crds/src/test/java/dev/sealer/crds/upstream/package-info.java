/**
 * What the upstream products publish about their kinds, as tables of facts: one line for each
 * field.
 */
@NullMarked
package dev.sealer.crds.upstream;

import org.jspecify.annotations.NullMarked;

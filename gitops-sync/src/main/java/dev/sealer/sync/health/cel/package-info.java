/** Pure: a bounded evaluation of CEL expressions over objects of the cluster. */
@NullMarked
package dev.sealer.sync.health.cel;

import org.jspecify.annotations.NullMarked;

/** Pure: how a live object differs from what Git wants, and who made it so. */
@NullMarked
package dev.sealer.sync.plan.diff;

import org.jspecify.annotations.NullMarked;

/** Pure: which step of a sync is next, and when one begins by itself. */
@NullMarked
package dev.sealer.sync.plan.order;

import org.jspecify.annotations.NullMarked;

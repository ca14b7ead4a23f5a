/** Pure: the life of a sync, and what is done next. */
@NullMarked
package dev.sealer.sync.plan.operation;

import org.jspecify.annotations.NullMarked;

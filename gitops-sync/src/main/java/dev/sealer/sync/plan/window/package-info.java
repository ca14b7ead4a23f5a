/** Pure: when an AppProject lets its Applications sync. */
@NullMarked
package dev.sealer.sync.plan.window;

import org.jspecify.annotations.NullMarked;

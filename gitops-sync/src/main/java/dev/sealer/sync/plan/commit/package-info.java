/** Tells which commits Applications were compared with, here and by other processes. Pure. */
@NullMarked
package dev.sealer.sync.plan.commit;

import org.jspecify.annotations.NullMarked;

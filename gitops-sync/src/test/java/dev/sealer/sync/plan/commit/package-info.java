@NullMarked
package dev.sealer.sync.plan.commit;

import org.jspecify.annotations.NullMarked;

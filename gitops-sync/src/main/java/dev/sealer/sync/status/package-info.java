/** Pure: what an Application's status says. */
@NullMarked
package dev.sealer.sync.status;

import org.jspecify.annotations.NullMarked;

/** The cluster as it is: which kinds it serves, which objects are whose, and how they differ. */
@NullMarked
package dev.sealer.sync.live;

import org.jspecify.annotations.NullMarked;

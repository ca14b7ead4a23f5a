/** Asks each repository for its refs, and wakes the Applications that follow one that moved. */
@NullMarked
package dev.sealer.sync.poll;

import org.jspecify.annotations.NullMarked;

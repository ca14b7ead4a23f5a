/**
 * Asks each repository for its refs, wakes the Applications that follow one that moved, and counts
 * outages.
 */
@NullMarked
package dev.sealer.sync.poll;

import org.jspecify.annotations.NullMarked;

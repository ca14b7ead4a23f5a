/** Runs classes with subtle locking under many orders of their threads, chosen by Fray. */
@NullMarked
package dev.sealer.interleavings;

import org.jspecify.annotations.NullMarked;

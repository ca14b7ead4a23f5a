/** Sealing keys: reading, writing and making them. */
@NullMarked
package dev.sealer.sealing.keys;

import org.jspecify.annotations.NullMarked;

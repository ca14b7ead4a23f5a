/** A store in memory, whose answers a test decides on. */
@NullMarked
package dev.sealer.externalsecrets.store.memory;

import org.jspecify.annotations.NullMarked;

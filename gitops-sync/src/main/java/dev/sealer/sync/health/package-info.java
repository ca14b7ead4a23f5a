/** Pure: how well an object does, told from the object alone. */
@NullMarked
package dev.sealer.sync.health;

import org.jspecify.annotations.NullMarked;

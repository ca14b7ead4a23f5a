/** age files, by behaviour and against the real age. */
@NullMarked
package dev.sealer.sealing.age;

import org.jspecify.annotations.NullMarked;

/** The checks that keep the code base in the shape its design gives it. */
@NullMarked
package dev.sealer.architecture;

import org.jspecify.annotations.NullMarked;

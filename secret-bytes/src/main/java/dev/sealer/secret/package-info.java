/** Secret material that cannot be printed. */
@NullMarked
package dev.sealer.secret;

import org.jspecify.annotations.NullMarked;

/** Breaks the rules on purpose, so that the rules can be seen to find it. */
@NullMarked
package dev.sealer.architecture.breach;

import org.jspecify.annotations.NullMarked;

/** Breaks the rules on purpose, so that the rules can be seen to find it. */
@NullMarked
package dev.sealer.classgates.breach.plan;

import org.jspecify.annotations.NullMarked;

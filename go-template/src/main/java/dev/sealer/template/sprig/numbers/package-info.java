/** Sprig's conversions and arithmetic. */
@NullMarked
package dev.sealer.template.sprig.numbers;

import org.jspecify.annotations.NullMarked;

/**
 * Sprig's conversions and arithmetic.
 *
 * <p>Internal: may change with any release.
 */
@NullMarked
package dev.sealer.template.sprig.numbers;

import org.jspecify.annotations.NullMarked;

/**
 * Sprig's functions of lists.
 *
 * <p>Internal: may change with any release.
 */
@NullMarked
package dev.sealer.template.sprig.lists;

import org.jspecify.annotations.NullMarked;

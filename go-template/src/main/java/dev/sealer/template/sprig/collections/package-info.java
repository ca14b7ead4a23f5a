/**
 * Sprig's functions of lists, dictionaries, defaults and types.
 *
 * <p>Internal: may change with any release.
 */
@NullMarked
package dev.sealer.template.sprig.collections;

import org.jspecify.annotations.NullMarked;

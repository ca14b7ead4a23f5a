/**
 * Sprig's functions of dictionaries, defaults and types.
 *
 * <p>Internal: may change with any release.
 */
@NullMarked
package dev.sealer.template.sprig.dicts;

import org.jspecify.annotations.NullMarked;

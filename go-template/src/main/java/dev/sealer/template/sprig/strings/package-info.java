/**
 * Sprig's functions of strings, encodings and words.
 *
 * <p>Internal: may change with any release.
 */
@NullMarked
package dev.sealer.template.sprig.strings;

import org.jspecify.annotations.NullMarked;

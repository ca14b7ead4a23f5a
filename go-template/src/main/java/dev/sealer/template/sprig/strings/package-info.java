/** Sprig's functions of strings, encodings and words. */
@NullMarked
package dev.sealer.template.sprig.strings;

import org.jspecify.annotations.NullMarked;

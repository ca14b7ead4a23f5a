/** Sprig's regular expressions, in RE2's syntax. */
@NullMarked
package dev.sealer.template.sprig.regex;

import org.jspecify.annotations.NullMarked;

/**
 * Sprig's regular expressions, in RE2's syntax.
 *
 * <p>Internal: may change with any release.
 */
@NullMarked
package dev.sealer.template.sprig.regex;

import org.jspecify.annotations.NullMarked;

/**
 * Go's {@code fmt}: verbs, flags and the printing of values. Internal: may change with any release.
 */
@NullMarked
package dev.sealer.template.fmt;

import org.jspecify.annotations.NullMarked;

/** Go's {@code fmt}: verbs, flags and the printing of values. */
@NullMarked
package dev.sealer.template.fmt;

import org.jspecify.annotations.NullMarked;

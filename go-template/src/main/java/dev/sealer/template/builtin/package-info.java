/** The functions of the language itself, and what they share with its execution. */
@NullMarked
package dev.sealer.template.builtin;

import org.jspecify.annotations.NullMarked;

/**
 * The functions of the language itself, and what they share with its execution. Internal: may
 * change with any release.
 */
@NullMarked
package dev.sealer.template.builtin;

import org.jspecify.annotations.NullMarked;

/** How functions are written and gathered into libraries that a template may call. */
@NullMarked
package dev.sealer.template.function;

import org.jspecify.annotations.NullMarked;

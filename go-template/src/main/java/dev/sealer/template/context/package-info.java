/** The context of a rendering: limits, clock, randomness and budget; and options of templates. */
@NullMarked
package dev.sealer.template.context;

import org.jspecify.annotations.NullMarked;

/** What a rendering may do and see: its limits, clock, randomness and budget; and template options. */
@NullMarked
package dev.sealer.template.context;

import org.jspecify.annotations.NullMarked;

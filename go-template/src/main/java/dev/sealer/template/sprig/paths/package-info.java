/** Sprig's functions of slash-separated paths. */
@NullMarked
package dev.sealer.template.sprig.paths;

import org.jspecify.annotations.NullMarked;

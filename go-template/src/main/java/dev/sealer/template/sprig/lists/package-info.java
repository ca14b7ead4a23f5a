/** Sprig's functions of lists. */
@NullMarked
package dev.sealer.template.sprig.lists;

import org.jspecify.annotations.NullMarked;

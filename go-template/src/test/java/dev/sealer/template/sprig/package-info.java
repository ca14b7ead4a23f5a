/** Tests of Sprig as a whole. */
@NullMarked
package dev.sealer.template.sprig;

import org.jspecify.annotations.NullMarked;

/** Tests of the values. */
@NullMarked
package dev.sealer.git;

import org.jspecify.annotations.NullMarked;

/** Tests of the functions that kinds add. */
@NullMarked
package dev.sealer.template.upstream;

import org.jspecify.annotations.NullMarked;

/** Tests of the functions that kinds add. */
@NullMarked
package dev.sealer.template.external;

import org.jspecify.annotations.NullMarked;

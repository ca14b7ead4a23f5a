/** Tests of all kinds together. */
@NullMarked
package dev.sealer.crds;

import org.jspecify.annotations.NullMarked;

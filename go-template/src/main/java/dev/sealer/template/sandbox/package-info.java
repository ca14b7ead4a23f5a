/** The limits of a rendering and the meter that keeps them. */
@NullMarked
package dev.sealer.template.sandbox;

import org.jspecify.annotations.NullMarked;

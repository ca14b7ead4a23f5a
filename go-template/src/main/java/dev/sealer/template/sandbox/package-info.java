/**
 * The limits of a rendering and the meter that keeps them. Internal: may change with any release.
 */
@NullMarked
package dev.sealer.template.sandbox;

import org.jspecify.annotations.NullMarked;

/**
 * Code that Sprig's functions share: Go's conversions, emptiness and deep equality. Internal: may
 * change with any release.
 */
@NullMarked
package dev.sealer.template.sprig.base;

import org.jspecify.annotations.NullMarked;

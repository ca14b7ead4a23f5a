/** What Sprig's functions share: Go's conversions, emptiness and deep equality. */
@NullMarked
package dev.sealer.template.sprig.base;

import org.jspecify.annotations.NullMarked;

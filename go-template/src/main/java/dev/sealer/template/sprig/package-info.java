/** Sprig v3.3's functions for text templates, by kind. */
@NullMarked
package dev.sealer.template.sprig;

import org.jspecify.annotations.NullMarked;

/** The library as its users see it. */
@NullMarked
package dev.sealer.template;

import org.jspecify.annotations.NullMarked;

/** Templates: parsing and rendering, beside Go's own engine. */
@NullMarked
package dev.sealer.benchmarks.template;

import org.jspecify.annotations.NullMarked;

/** Measures parsing and rendering of templates next to Go's own engine. */
@NullMarked
package dev.sealer.benchmarks.template;

import org.jspecify.annotations.NullMarked;

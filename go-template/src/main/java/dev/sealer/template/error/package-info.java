/** The errors of templates: typed, in Go's wording, able to hide values. */
@NullMarked
package dev.sealer.template.error;

import org.jspecify.annotations.NullMarked;

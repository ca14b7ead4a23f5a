/** What can go wrong with a template: typed errors, in Go's wording, that can hide values. */
@NullMarked
package dev.sealer.template.error;

import org.jspecify.annotations.NullMarked;

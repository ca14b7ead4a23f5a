/** Go's types, as far as templates can tell them apart, and the signatures of functions. */
@NullMarked
package dev.sealer.template.type;

import org.jspecify.annotations.NullMarked;

/** Go strings as Java text, beyond what templates show. */
@NullMarked
package dev.sealer.template.text;

import org.jspecify.annotations.NullMarked;

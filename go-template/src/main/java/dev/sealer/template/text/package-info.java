/** Go strings as Java text: bytes, lengths, order and quoting. */
@NullMarked
package dev.sealer.template.text;

import org.jspecify.annotations.NullMarked;

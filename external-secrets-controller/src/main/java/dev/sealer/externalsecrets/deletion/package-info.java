/** Decides when a value that the provider says does not exist may be removed from a Secret. */
@NullMarked
package dev.sealer.externalsecrets.deletion;

import org.jspecify.annotations.NullMarked;

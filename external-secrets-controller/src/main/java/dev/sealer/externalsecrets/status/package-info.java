/** Reads and writes the conditions in the status of the kinds. */
@NullMarked
package dev.sealer.externalsecrets.status;

import org.jspecify.annotations.NullMarked;

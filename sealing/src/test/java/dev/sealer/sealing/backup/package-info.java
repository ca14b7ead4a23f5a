/** Tests of the backup document. */
@NullMarked
package dev.sealer.sealing.backup;

import org.jspecify.annotations.NullMarked;

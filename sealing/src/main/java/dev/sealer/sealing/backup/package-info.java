/** Every sealing key of a cluster in one document, which is encrypted as an age file. Pure. */
@NullMarked
package dev.sealer.sealing.backup;

import org.jspecify.annotations.NullMarked;

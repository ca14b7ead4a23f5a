/** Tests of the backups of sealing keys. */
@NullMarked
package dev.sealer.cli.backup;

import org.jspecify.annotations.NullMarked;

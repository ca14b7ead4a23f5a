/** Whether the keys of a backup open what a repository holds. Pure. */
@NullMarked
package dev.sealer.cli.backup.coverage;

import org.jspecify.annotations.NullMarked;

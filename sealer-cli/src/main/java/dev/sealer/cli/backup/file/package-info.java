/** Backup files: encrypted, written, read back and opened. */
@NullMarked
package dev.sealer.cli.backup.file;

import org.jspecify.annotations.NullMarked;

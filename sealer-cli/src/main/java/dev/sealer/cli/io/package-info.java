/**
 * Standard streams, files and threads of a command. Files are replaced as a whole or not at all.
 * {@link dev.sealer.cli.io.CommandFailure} is how a command reports that it failed.
 */
@NullMarked
package dev.sealer.cli.io;

import org.jspecify.annotations.NullMarked;

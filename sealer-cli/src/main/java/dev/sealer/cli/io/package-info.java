/** Standard streams, the environment, and files that are replaced as a whole. */
@NullMarked
package dev.sealer.cli.io;

import org.jspecify.annotations.NullMarked;

/** Command-line flags and their environment, parsed as GNU-style Go programs parse them. */
@NullMarked
package dev.sealer.cli.flags;

import org.jspecify.annotations.NullMarked;

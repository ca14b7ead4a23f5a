/** The command line: decides which of its two faces was called. */
@NullMarked
package dev.sealer.cli;

import org.jspecify.annotations.NullMarked;

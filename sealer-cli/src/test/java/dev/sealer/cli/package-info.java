/** The command line as its users call it. */
@NullMarked
package dev.sealer.cli;

import org.jspecify.annotations.NullMarked;

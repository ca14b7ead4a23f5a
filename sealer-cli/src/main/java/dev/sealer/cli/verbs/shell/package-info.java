/** Verbs that fit the command line into a shell. */
@NullMarked
package dev.sealer.cli.verbs.shell;

import org.jspecify.annotations.NullMarked;

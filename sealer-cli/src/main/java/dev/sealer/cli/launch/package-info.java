/**
 * Everything that makes the command line start fast: libraries that are loaded on first use, and
 * the training run of the start-up cache. See {@code
 * docs/adr/0008-start-up-of-the-command-line.md}. No other package contains code for start-up
 * alone.
 */
@NullMarked
package dev.sealer.cli.launch;

import org.jspecify.annotations.NullMarked;

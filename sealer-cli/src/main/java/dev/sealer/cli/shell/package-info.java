/**
 * {@code sealer completion} and {@code sealer man}: shell completion and manual pages, made from
 * the description of the command line.
 */
@NullMarked
package dev.sealer.cli.shell;

import org.jspecify.annotations.NullMarked;

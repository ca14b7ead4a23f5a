/**
 * Declares command lines in code: options, parameters and commands, and the options that several
 * families of commands share.
 */
@NullMarked
package dev.sealer.cli.options;

import org.jspecify.annotations.NullMarked;

/**
 * The command line. {@link dev.sealer.cli.Main} decides which program was called: {@code sealer},
 * whose command tree is {@link dev.sealer.cli.RootCommand}, or {@code kubeseal}. Help and messages
 * about wrong command lines are made here.
 */
@NullMarked
package dev.sealer.cli;

import org.jspecify.annotations.NullMarked;

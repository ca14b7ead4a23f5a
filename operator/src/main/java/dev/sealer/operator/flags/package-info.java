/** The command line: flags, the environment behind them, and the settings they make. */
@NullMarked
package dev.sealer.operator.flags;

import org.jspecify.annotations.NullMarked;

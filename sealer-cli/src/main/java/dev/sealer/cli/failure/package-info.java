/** How a command says that it failed. */
@NullMarked
package dev.sealer.cli.failure;

import org.jspecify.annotations.NullMarked;

/** What shells and manuals need to know of the command line, made from its own description. */
@NullMarked
package dev.sealer.cli.shell;

import org.jspecify.annotations.NullMarked;

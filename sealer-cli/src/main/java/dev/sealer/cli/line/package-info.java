/** What stands on a verb's command line, declared in code. */
@NullMarked
package dev.sealer.cli.line;

import org.jspecify.annotations.NullMarked;

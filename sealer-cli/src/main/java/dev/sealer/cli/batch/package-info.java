/** Many files in one run: in parallel, each whole or not at all, told in order. */
@NullMarked
package dev.sealer.cli.batch;

import org.jspecify.annotations.NullMarked;

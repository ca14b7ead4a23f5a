/** Work on several threads. */
@NullMarked
package dev.sealer.cli.parallel;

import org.jspecify.annotations.NullMarked;

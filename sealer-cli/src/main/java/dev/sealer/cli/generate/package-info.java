/** Values made at random. Pure. */
@NullMarked
package dev.sealer.cli.generate;

import org.jspecify.annotations.NullMarked;

/** Tests of flags. */
@NullMarked
package dev.sealer.cli.flags;

import org.jspecify.annotations.NullMarked;

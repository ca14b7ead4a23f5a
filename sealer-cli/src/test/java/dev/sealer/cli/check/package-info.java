/** Tests of {@code dev.sealer.cli.check}. */
@NullMarked
package dev.sealer.cli.check;

import org.jspecify.annotations.NullMarked;

/** Tests of {@code dev.sealer.cli.keys}. */
@NullMarked
package dev.sealer.cli.keys;

import org.jspecify.annotations.NullMarked;

/** Tests of {@code dev.sealer.cli.network}. */
@NullMarked
package dev.sealer.cli.network;

import org.jspecify.annotations.NullMarked;

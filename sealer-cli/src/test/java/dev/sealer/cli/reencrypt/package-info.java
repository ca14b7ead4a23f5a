/** Tests of {@code dev.sealer.cli.reencrypt}. */
@NullMarked
package dev.sealer.cli.reencrypt;

import org.jspecify.annotations.NullMarked;

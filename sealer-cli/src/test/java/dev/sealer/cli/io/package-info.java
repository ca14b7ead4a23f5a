/** Tests of io. */
@NullMarked
package dev.sealer.cli.io;

import org.jspecify.annotations.NullMarked;

/** Sealing keys as Secrets: reading, ordering and making them. Pure. */
@NullMarked
package dev.sealer.cli.keys;

import org.jspecify.annotations.NullMarked;

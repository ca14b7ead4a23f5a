/**
 * {@code sealer keys}: lists the sealing keys of a cluster, which files still use them, and creates
 * new ones.
 */
@NullMarked
package dev.sealer.cli.keys;

import org.jspecify.annotations.NullMarked;

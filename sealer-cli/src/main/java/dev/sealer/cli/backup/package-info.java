/**
 * {@code sealer backup}: writes the sealing keys of a cluster to an encrypted file, verifies such a
 * file against a Git repository and the cluster, and restores it.
 */
@NullMarked
package dev.sealer.cli.backup;

import org.jspecify.annotations.NullMarked;

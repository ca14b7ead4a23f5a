/**
 * {@code sealer seal} and {@code sealer raw}: from Secrets to SealedSecrets, for a stream, for
 * files and for directories.
 */
@NullMarked
package dev.sealer.cli.seal;

import org.jspecify.annotations.NullMarked;

/**
 * Sprig's hashes, passwords, randomness and ciphers.
 *
 * <p>Internal: may change with any release.
 */
@NullMarked
package dev.sealer.template.sprig.crypto;

import org.jspecify.annotations.NullMarked;

/**
 * Sprig's hashes, passwords, randomness, ciphers, private keys and certificates.
 *
 * <p>Internal: may change with any release.
 */
@NullMarked
package dev.sealer.template.sprig.crypto;

import org.jspecify.annotations.NullMarked;

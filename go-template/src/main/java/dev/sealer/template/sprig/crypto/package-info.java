/** Sprig's hashes, passwords, randomness and ciphers. */
@NullMarked
package dev.sealer.template.sprig.crypto;

import org.jspecify.annotations.NullMarked;

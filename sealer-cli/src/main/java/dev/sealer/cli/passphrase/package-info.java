/** Passphrases, from a terminal or a file. */
@NullMarked
package dev.sealer.cli.passphrase;

import org.jspecify.annotations.NullMarked;

/** Checks of SealedSecrets: what can be wrong with one, with and without keys. Pure. */
@NullMarked
package dev.sealer.cli.validate;

import org.jspecify.annotations.NullMarked;

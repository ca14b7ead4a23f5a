/** From a SealedSecret back to a Secret, with private keys from files. Pure. */
@NullMarked
package dev.sealer.cli.unseal;

import org.jspecify.annotations.NullMarked;

/** {@code sealer unseal}: from a SealedSecret back to a Secret, with private keys from files. */
@NullMarked
package dev.sealer.cli.unseal;

import org.jspecify.annotations.NullMarked;

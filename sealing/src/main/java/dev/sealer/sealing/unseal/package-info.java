/** Unsealing under a ring of keys, behind one port for the RSA private-key operation. */
@NullMarked
package dev.sealer.sealing.unseal;

import org.jspecify.annotations.NullMarked;

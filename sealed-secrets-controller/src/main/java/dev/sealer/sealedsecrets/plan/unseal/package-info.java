/** Unseals the values of a SealedSecret, and re-encrypts them. Pure. */
@NullMarked
package dev.sealer.sealedsecrets.plan.unseal;

import org.jspecify.annotations.NullMarked;

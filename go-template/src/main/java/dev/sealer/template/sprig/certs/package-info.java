/** Sprig's private keys and certificates. */
@NullMarked
package dev.sealer.template.sprig.certs;

import org.jspecify.annotations.NullMarked;

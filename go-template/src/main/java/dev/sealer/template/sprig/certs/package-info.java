/**
 * Sprig's private keys and certificates.
 *
 * <p>Internal: may change with any release.
 */
@NullMarked
package dev.sealer.template.sprig.certs;

import org.jspecify.annotations.NullMarked;

/** The sealed value: format, scopes, labels and certificates, and how to seal; JCA only. */
@NullMarked
package dev.sealer.sealing;

import org.jspecify.annotations.NullMarked;

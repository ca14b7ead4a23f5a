/** The specification of an ExternalSecret, parsed once and checked. */
@NullMarked
package dev.sealer.externalsecrets.spec;

import org.jspecify.annotations.NullMarked;

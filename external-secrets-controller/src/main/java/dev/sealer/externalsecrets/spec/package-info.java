/** What an ExternalSecret asks for, parsed once and checked. */
@NullMarked
package dev.sealer.externalsecrets.spec;

import org.jspecify.annotations.NullMarked;

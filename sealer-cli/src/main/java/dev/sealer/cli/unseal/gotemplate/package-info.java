/**
 * Renders the templates of a SealedSecret. Packed apart, because only {@code unseal} of a
 * SealedSecret with templates needs the template library.
 */
@NullMarked
package dev.sealer.cli.unseal.gotemplate;

import org.jspecify.annotations.NullMarked;

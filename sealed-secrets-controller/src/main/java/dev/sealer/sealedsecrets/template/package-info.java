/** Renders the templates of SealedSecrets with Go's text/template and Sprig. */
@NullMarked
package dev.sealer.sealedsecrets.template;

import org.jspecify.annotations.NullMarked;

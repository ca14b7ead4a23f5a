/** The data of a Secret from values and templates, by the rules of Sealed Secrets. Pure. */
@NullMarked
package dev.sealer.template.sealedsecret;

import org.jspecify.annotations.NullMarked;

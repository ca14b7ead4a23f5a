/** Reads the kinds into what they ask for; refuses by name what cannot be carried out. */
@NullMarked
package dev.sealer.externalsecrets.parse;

import org.jspecify.annotations.NullMarked;

/** The generators: kinds that make values without a store. */
@NullMarked
package dev.sealer.externalsecrets.generator;

import org.jspecify.annotations.NullMarked;

/** From a Secret to a SealedSecret. Pure. */
@NullMarked
package dev.sealer.cli.seal;

import org.jspecify.annotations.NullMarked;

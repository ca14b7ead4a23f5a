/** Changes to the text of a file that holds one SealedSecret. Pure. */
@NullMarked
package dev.sealer.cli.merge;

import org.jspecify.annotations.NullMarked;

/** SealedSecrets where they stand in files: which there are, and what they are bound to. Pure. */
@NullMarked
package dev.sealer.cli.sealed;

import org.jspecify.annotations.NullMarked;

/** The verbs of {@code sealer backup}. */
@NullMarked
package dev.sealer.cli.verbs.backup;

import org.jspecify.annotations.NullMarked;

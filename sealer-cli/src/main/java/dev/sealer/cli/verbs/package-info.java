/** The verbs of sealer. */
@NullMarked
package dev.sealer.cli.verbs;

import org.jspecify.annotations.NullMarked;

/** The verbs about keys, run as a user would. */
@NullMarked
package dev.sealer.cli.verbs.keys;

import org.jspecify.annotations.NullMarked;

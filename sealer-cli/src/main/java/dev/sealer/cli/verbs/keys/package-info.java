/** Verbs about sealing keys: what is sealed to which, and moving it to the newest. */
@NullMarked
package dev.sealer.cli.verbs.keys;

import org.jspecify.annotations.NullMarked;

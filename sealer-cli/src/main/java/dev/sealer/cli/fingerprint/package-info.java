/**
 * Keyed fingerprints of sealed values, kept on the user's machine and nowhere else: how a value
 * that did not change is recognised without keys.
 */
@NullMarked
package dev.sealer.cli.fingerprint;

import org.jspecify.annotations.NullMarked;

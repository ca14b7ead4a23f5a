/**
 * Keyed fingerprints of sealed values, stored on this machine only. They recognize a value that did
 * not change without a private key.
 */
@NullMarked
package dev.sealer.cli.fingerprint;

import org.jspecify.annotations.NullMarked;

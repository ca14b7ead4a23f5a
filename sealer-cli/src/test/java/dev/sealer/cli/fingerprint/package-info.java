/** Tests of the fingerprints. */
@NullMarked
package dev.sealer.cli.fingerprint;

import org.jspecify.annotations.NullMarked;

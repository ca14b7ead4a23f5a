/** Sealing stale items anew inside their files, which keep every other byte. */
@NullMarked
package dev.sealer.cli.reencrypt;

import org.jspecify.annotations.NullMarked;

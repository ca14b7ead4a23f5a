/** A Vault API for tests, with counted calls and failures on demand. */
@NullMarked
package dev.sealer.testbed.vault;

import org.jspecify.annotations.NullMarked;

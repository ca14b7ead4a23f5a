/** Proves that secret values did not leak: random markers, and a search for them. */
@NullMarked
package dev.sealer.testbed.canary;

import org.jspecify.annotations.NullMarked;

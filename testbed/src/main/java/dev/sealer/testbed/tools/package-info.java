/** Finds or builds the real binaries that the tests run, and says why when one cannot be had. */
@NullMarked
package dev.sealer.testbed.tools;

import org.jspecify.annotations.NullMarked;

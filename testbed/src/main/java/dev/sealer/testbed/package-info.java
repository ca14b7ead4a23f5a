/** Runs the testbed by itself, for the quickstart and for people. */
@NullMarked
package dev.sealer.testbed;

import org.jspecify.annotations.NullMarked;

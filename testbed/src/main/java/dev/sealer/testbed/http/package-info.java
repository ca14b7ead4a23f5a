/** A small HTTP server on loopback, on which the test servers stand. */
@NullMarked
package dev.sealer.testbed.http;

import org.jspecify.annotations.NullMarked;

/** A small HTTP server and a recording proxy on loopback, on which the test servers stand. */
@NullMarked
package dev.sealer.testbed.http;

import org.jspecify.annotations.NullMarked;

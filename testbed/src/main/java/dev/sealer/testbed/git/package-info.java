/** A Git server over HTTP with credentials, faults and counted requests. */
@NullMarked
package dev.sealer.testbed.git;

import org.jspecify.annotations.NullMarked;

/** An AWS API for tests, with counted calls and failures on demand. */
@NullMarked
package dev.sealer.testbed.aws;

import org.jspecify.annotations.NullMarked;

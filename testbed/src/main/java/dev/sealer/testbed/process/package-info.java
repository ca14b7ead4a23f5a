/** Child processes that end when this JVM ends, however it ends. */
@NullMarked
package dev.sealer.testbed.process;

import org.jspecify.annotations.NullMarked;

/** The guided walk that {@code ./quickstart} starts. */
@NullMarked
package dev.sealer.e2e.quickstart;

import org.jspecify.annotations.NullMarked;

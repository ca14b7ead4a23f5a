/** The Sealed Secrets controller as one part of a process: made, started, led and closed. */
@NullMarked
package dev.sealer.sealedsecrets;

import org.jspecify.annotations.NullMarked;

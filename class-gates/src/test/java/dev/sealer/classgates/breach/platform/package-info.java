/** Uses clocks, threads, random numbers and timed waits past the ports, on purpose. */
@NullMarked
package dev.sealer.classgates.breach.platform;

import org.jspecify.annotations.NullMarked;

/** The checks that need every module compiled and tested, and the last lines of the build. */
@NullMarked
package dev.sealer.classgates;

import org.jspecify.annotations.NullMarked;

/** The gates over compiled classes, and the proof that each one can fail. */
@NullMarked
package dev.sealer.classgates;

import org.jspecify.annotations.NullMarked;

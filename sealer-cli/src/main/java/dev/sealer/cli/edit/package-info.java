/**
 * Commands that change one file with a SealedSecret: {@code edit}, {@code set}, {@code rm} and
 * {@code merge}. Comments, order and layout of the file stay.
 */
@NullMarked
package dev.sealer.cli.edit;

import org.jspecify.annotations.NullMarked;

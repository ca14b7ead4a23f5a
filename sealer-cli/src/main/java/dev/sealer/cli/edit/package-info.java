/** Editing the values of a sealed file in the user's editor. */
@NullMarked
package dev.sealer.cli.edit;

import org.jspecify.annotations.NullMarked;

/** Tests of the edits. */
@NullMarked
package dev.sealer.cli.edit;

import org.jspecify.annotations.NullMarked;

/** What differs between two sealed files, told without a value. */
@NullMarked
package dev.sealer.cli.diff;

import org.jspecify.annotations.NullMarked;

/** What can be known of a SealedSecret without keys. Pure. */
@NullMarked
package dev.sealer.cli.inspect;

import org.jspecify.annotations.NullMarked;

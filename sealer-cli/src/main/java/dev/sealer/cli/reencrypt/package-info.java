/**
 * {@code sealer reencrypt}: seals old values again with the current key, inside of their files. All
 * other bytes of a file stay.
 */
@NullMarked
package dev.sealer.cli.reencrypt;

import org.jspecify.annotations.NullMarked;

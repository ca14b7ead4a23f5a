/** Pure work on fetched values: decoding, JSON paths, key names. */
@NullMarked
package dev.sealer.externalsecrets.value;

import org.jspecify.annotations.NullMarked;

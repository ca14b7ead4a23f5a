/** Pure: what to ask which store, and what the answers come to. */
@NullMarked
package dev.sealer.externalsecrets.fetch;

import org.jspecify.annotations.NullMarked;

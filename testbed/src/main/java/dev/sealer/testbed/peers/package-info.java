/** The programs people use today, real ones, for interoperability tests. */
@NullMarked
package dev.sealer.testbed.peers;

import org.jspecify.annotations.NullMarked;

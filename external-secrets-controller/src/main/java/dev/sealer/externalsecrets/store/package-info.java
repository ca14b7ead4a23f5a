/** The port to secret stores: what a store is asked, what it answers, and nothing of how. */
@NullMarked
package dev.sealer.externalsecrets.store;

import org.jspecify.annotations.NullMarked;

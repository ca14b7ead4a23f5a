/** The Fake store, whose values stand in the store object itself. */
@NullMarked
package dev.sealer.externalsecrets.store.fake;

import org.jspecify.annotations.NullMarked;

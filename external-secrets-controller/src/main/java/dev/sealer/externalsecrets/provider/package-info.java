/**
 * Reads what a store object configures: provider blocks, the credentials that they name, and how to
 * open the store.
 */
@NullMarked
package dev.sealer.externalsecrets.provider;

import org.jspecify.annotations.NullMarked;

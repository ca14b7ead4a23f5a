/** What a store object configures: provider blocks, the credentials they name, how to open them. */
@NullMarked
package dev.sealer.externalsecrets.provider;

import org.jspecify.annotations.NullMarked;

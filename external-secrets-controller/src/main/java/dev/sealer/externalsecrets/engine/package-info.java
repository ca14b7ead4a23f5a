/**
 * Fetches values for many ExternalSecrets with few calls, and keeps a store that is slow, away or
 * short of quota from holding up the others.
 */
@NullMarked
package dev.sealer.externalsecrets.engine;

import org.jspecify.annotations.NullMarked;

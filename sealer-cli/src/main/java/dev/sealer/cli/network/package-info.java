/**
 * Outgoing connections: proxies from the environment, and the authorities that servers are trusted
 * by.
 */
@NullMarked
package dev.sealer.cli.network;

import org.jspecify.annotations.NullMarked;

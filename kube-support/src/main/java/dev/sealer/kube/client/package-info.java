/** Construction of the client, and raw calls to the API server. */
@NullMarked
package dev.sealer.kube.client;

import org.jspecify.annotations.NullMarked;

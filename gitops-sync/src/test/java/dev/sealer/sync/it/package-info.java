/** The sync engine on a real API server, with a real Git server and the real Kustomize. */
@NullMarked
package dev.sealer.sync.it;

import org.jspecify.annotations.NullMarked;
